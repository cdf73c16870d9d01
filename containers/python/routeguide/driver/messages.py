"""Messages as the contract's JSON, both ways. The contract has no repeated fields and no oneofs."""

from base64 import b64decode, b64encode
from functools import cache
from typing import Any

from google.protobuf.message import Message

from .errors import StepError

DIGEST_ABOVE_BYTES = 4096


def to_json(message: Message) -> dict[str, Any]:
    """Every field by its proto name; an absent sub-message is None, a long string its digest."""
    return {
        name: _part(message, name) if is_message else _scalar(getattr(message, name))
        for name, is_message in _fields(type(message)).items()
    }


@cache
def _fields(kind: type[Message]) -> dict[str, bool]:
    """The fields by name, and whether each is a message: descriptors are slow to walk."""
    return {field.name: field.message_type is not None for field in kind.DESCRIPTOR.fields}


def _part(message: Message, name: str) -> dict[str, Any] | None:
    return to_json(getattr(message, name)) if message.HasField(name) else None


def _scalar(value: Any) -> Any:
    return _text(value) if isinstance(value, str) else value


def _text(text: str) -> str | dict[str, Any]:
    # No character has more than four bytes: short texts need not be encoded to be measured.
    if len(text) * 4 <= DIGEST_ABOVE_BYTES:
        return text
    encoded = text.encode()
    if len(encoded) <= DIGEST_ABOVE_BYTES:
        return text
    # Loading it takes longer than most batches need it for.
    from hashlib import sha256  # noqa: PLC0415

    return {"bytes": len(encoded), "sha256": sha256(encoded).hexdigest()}


def from_json(kind: type[Message], data: Any) -> Message:
    """A message of that type; raises StepError where the data does not fit it."""
    message = kind()
    _fill(message, data, kind.DESCRIPTOR.name)
    return message


def _fill(message: Message, data: Any, where: str) -> None:
    if not isinstance(data, dict):
        raise StepError(f"{where}: expected an object, got {data!r:.80}")
    fields = _fields(type(message))
    for name, value in data.items():
        if name not in fields:
            raise StepError(f"{where}: unknown field {name}")
        if not fields[name]:
            _set_scalar(message, name, value, f"{where}.{name}")
        elif value is not None:
            part = getattr(message, name)
            # Present even where nothing in it is set.
            part.SetInParent()
            _fill(part, value, f"{where}.{name}")


def _set_scalar(message: Message, name: str, value: Any, where: str) -> None:
    if isinstance(value, dict):
        value = _repeated(value, where)
    try:
        setattr(message, name, value)
    except (TypeError, ValueError) as error:
        raise StepError(f"{where}: {error}") from error


def _repeated(value: dict[str, Any], where: str) -> str:
    if value.keys() != {"repeat", "times"}:
        raise StepError(f"{where}: expected repeat and times, got {sorted(value)}")
    return value["repeat"] * value["times"]


def bytes_to_json(data: bytes) -> dict[str, Any]:
    """A message of a raw call."""
    return {"base64": _text(b64encode(data).decode())}


def bytes_from_json(data: Any) -> bytes:
    """The bytes of such a message; raises StepError where it is none."""
    if not isinstance(data, dict) or data.keys() != {"base64"}:
        raise StepError(f"raw message: expected base64, got {data!r:.80}")
    try:
        return b64decode(data["base64"], validate=True)
    except (TypeError, ValueError) as error:
        raise StepError(f"raw message: {error}") from error
