"""All commands on one screen: where each is found (`cli.late`)."""

from typing import Final

import typer

from frontdesk.cli.late import LateGroup, enter

ABOUT: Final = "A self-hosted support desk: messages become tickets, a team answers them."

GROUPS: Final = {
    "community": "Communities, the tenants of an installation.",
    "token": "Tokens, by which programs use the Ticket API.",
    "teammate": "Teammates, who answer tickets.",
    "webhook": "Webhooks, which tell other programs of changes.",
}

COMMANDS: Final = {
    "serve": "serve.serve",
    "worker": "serve.work",
    "migrate": "serve.migrate_schema",
    "doctor": "doctor.check",
    "demo": "demo.demo",
    "import": "transfer.import_files",
    "export": "transfer.export_file",
    "generate": "samples.generate",
    "community create": "communities.create",
    "token create": "tokens.create",
    "token list": "tokens.show",
    "token revoke": "tokens.revoke",
    "teammate create": "teammates.create",
    "teammate reset-password": "teammates.reset_password",
    "teammate list": "teammates.show",
    "teammate remove": "teammates.remove",
    "webhook listen": "webhook_listen.listen",
    "webhook create": "webhooks.create",
    "webhook list": "webhooks.show",
    "webhook verify": "webhooks.verify",
    "webhook enable": "webhooks.enable",
    "webhook disable": "webhooks.disable",
    "webhook rotate": "webhooks.rotate",
    "webhook delete": "webhooks.delete",
    "webhook deliveries": "webhook_deliveries.deliveries",
    "webhook delivery": "webhook_deliveries.delivery",
    "webhook resend": "webhook_deliveries.resend",
    "webhook replay": "webhook_deliveries.replay",
}


def _make_app() -> typer.Typer:
    app = _group(ABOUT)
    groups = {name: _group(about) for name, about in GROUPS.items()}
    for command, place in COMMANDS.items():
        *group, name = command.split()
        enter(groups[group[0]] if group else app, name, place)
    for name, group_app in groups.items():
        app.add_typer(group_app, name=name)
    return app


def _group(about: str) -> typer.Typer:
    return typer.Typer(
        cls=LateGroup, help=about, no_args_is_help=True, pretty_exceptions_enable=False
    )


app: Final = _make_app()
