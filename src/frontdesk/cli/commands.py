"""All commands on one screen."""

import typer

from frontdesk.cli import (
    communities,
    demo,
    doctor,
    samples,
    serve,
    teammates,
    tokens,
    transfer,
    webhook_deliveries,
    webhook_listen,
    webhooks,
)

app = typer.Typer(
    name="frontdesk",
    help="A self-hosted support desk: messages become tickets, a team answers them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("serve")(serve.serve)
app.command("worker")(serve.work)
app.command("migrate")(serve.migrate_schema)
app.command("doctor")(doctor.check)
app.command("demo")(demo.demo)
app.command("import")(transfer.import_files)
app.command("export")(transfer.export_file)
app.command("generate")(samples.generate)

community = typer.Typer(no_args_is_help=True, help="Communities, the tenants of an installation.")
community.command("create")(communities.create)
app.add_typer(community, name="community")

token = typer.Typer(no_args_is_help=True, help="Tokens, by which programs use the Ticket API.")
token.command("create")(tokens.create)
token.command("list")(tokens.show)
token.command("revoke")(tokens.revoke)
app.add_typer(token, name="token")

teammate = typer.Typer(no_args_is_help=True, help="Teammates, who answer tickets.")
teammate.command("create")(teammates.create)
teammate.command("reset-password")(teammates.reset_password)
teammate.command("list")(teammates.show)
teammate.command("remove")(teammates.remove)
app.add_typer(teammate, name="teammate")

webhook = typer.Typer(no_args_is_help=True, help="Webhooks, which tell other programs of changes.")
webhook.command("listen")(webhook_listen.listen)
webhook.command("create")(webhooks.create)
webhook.command("list")(webhooks.show)
webhook.command("verify")(webhooks.verify)
webhook.command("enable")(webhooks.enable)
webhook.command("disable")(webhooks.disable)
webhook.command("rotate")(webhooks.rotate)
webhook.command("delete")(webhooks.delete)
webhook.command("deliveries")(webhook_deliveries.deliveries)
webhook.command("delivery")(webhook_deliveries.delivery)
webhook.command("resend")(webhook_deliveries.resend)
webhook.command("replay")(webhook_deliveries.replay)
app.add_typer(webhook, name="webhook")
