"""Receivers and the mail server, as `alerts` takes them."""

from __future__ import annotations

from alerts.receivers import Chat, Digest, Email, File, Limit, Quiet, ReceiverSettings, SmtpSettings, Webhook
from incidents.watch import Thresholds
from scheduler.config.secrets import Vault
from scheduler.config.shape import ReceiverShape, SmtpShape, ThresholdsShape, WebhookShape

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def receiver(name: str, shape: ReceiverShape, vault: Vault) -> ReceiverSettings:
    return ReceiverSettings(
        name=name,
        to=_target(shape, vault),
        zone=shape.zone.key,
        quiet=_quiet(shape),
        limit=None if shape.limit is None else Limit(*shape.limit),
        group=shape.group,
        digest=_digest(shape),
    )


def _quiet(shape: ReceiverShape) -> Quiet | None:
    if shape.quiet is None:
        return None
    unless = thresholds(shape.quiet.unless)
    return Quiet(shape.quiet.start, shape.quiet.end, None if unless == Thresholds() else unless)


def _digest(shape: ReceiverShape) -> Digest | None:
    if shape.digest is None:
        return None
    return Digest(shape.digest.at, None if shape.digest.day is None else WEEKDAYS.index(shape.digest.day))


def _target(shape: ReceiverShape, vault: Vault) -> Email | Webhook | File | Chat:
    if shape.email is not None:
        return Email(to=tuple(dict.fromkeys(shape.email.to)))
    if shape.webhook is not None:
        return _webhook(shape.webhook, vault)
    if shape.chat is not None:
        return Chat(urls=tuple(vault.known(url) for url in shape.chat.urls))
    assert shape.file is not None
    return File(path=shape.file if shape.file == "-" else str(vault.beside(shape.file)))


def _webhook(shape: WebhookShape, vault: Vault) -> Webhook:
    url = vault.known(shape.url) if shape.url else vault.secret(None, shape.url_file)
    return Webhook(
        url=url.reveal() if url else "",
        secret=vault.secret(shape.secret, shape.secret_file),
        headers={name: vault.known(value) for name, value in shape.headers.items()},
    )


def smtp(shape: SmtpShape, vault: Vault) -> SmtpSettings:
    return SmtpSettings(
        host=shape.host,
        port=shape.port,
        sender=shape.sender,
        security=shape.security,
        username=shape.username,
        password=vault.secret(shape.password, shape.password_file),
        ca_file=None if shape.ca_file is None else str(vault.beside(shape.ca_file)),
    )


def thresholds(shape: ThresholdsShape) -> Thresholds:
    return Thresholds(shape.killed, shape.injured, shape.confidence, shape.origins)
