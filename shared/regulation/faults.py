"""Một sai sót: a stable code for programs, the node it is about, one Vietnamese sentence for people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """What is wrong and where: `node` is a criterion code, or a window's or band's name; None is the whole."""

    code: str
    node: str | None
    sentence: str

    def to_plain(self) -> dict[str, str]:
        """The form of one entry in a refusal's `errors`."""
        return {"path": self.node or "", "message": self.sentence, "code": self.code}


class Sentences(dict[str, str]):
    """A table: the stable code of a fault → its Vietnamese sentence, with blanks such as {node}."""

    def fault(self, code: str, node: str | None = None, /, **words: object) -> Fault:
        """The Fault with its blanks filled in. Raises KeyError for a code or a blank that is not in the table."""
        return Fault(code, node, self[code].format(node=node, **words))
