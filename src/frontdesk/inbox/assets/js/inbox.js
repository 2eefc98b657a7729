// The script of the inbox. A screen adds its module here.
import "htmx.org";

import "./autosize.js";
import "./category-tree.js";
import "./csrf.js";
import "./dialogs.js";
import "./menus.js";
import "./settings.js";
import "./theme.js";
import "./times.js";
import "./toasts.js";
