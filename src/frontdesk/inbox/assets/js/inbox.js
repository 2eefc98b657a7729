// The script of the inbox. A screen adds its module here.
import "htmx.org";

import "./answering.js";
import "./autosize.js";
import "./category-tree.js";
import "./composer.js";
import "./csrf.js";
import "./dialogs.js";
import "./drafts.js";
import "./files.js";
import "./keyboard.js";
import "./list.js";
import "./mentions.js";
import "./live.js";
import "./live_list.js";
import "./live_ticket.js";
import "./menus.js";
import "./notices.js";
import "./palette.js";
import "./picking.js";
import "./presence.js";
import "./settings.js";
import "./theme.js";
import "./ticket.js";
import "./times.js";
import "./toasts.js";
