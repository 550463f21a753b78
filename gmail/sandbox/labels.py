"""The labels of one account: Gmail's own and the person's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gmail.sandbox.problems import ApiError, bad_request, not_found

HIDDEN = {"messageListVisibility": "hide", "labelListVisibility": "labelHide"}
SYSTEM_LABELS: dict[str, dict[str, str]] = {
    "CHAT": HIDDEN,
    "SENT": {},
    "INBOX": {},
    "IMPORTANT": HIDDEN,
    "TRASH": HIDDEN,
    "DRAFT": {},
    "SPAM": HIDDEN,
    "CATEGORY_FORUMS": HIDDEN,
    "CATEGORY_UPDATES": HIDDEN,
    "CATEGORY_PERSONAL": HIDDEN,
    "CATEGORY_PROMOTIONS": HIDDEN,
    "CATEGORY_SOCIAL": HIDDEN,
    "YELLOW_STAR": {},
    "STARRED": {},
    "UNREAD": {},
}

VISIBILITIES = ("messageListVisibility", "labelListVisibility")

# Only Gmail itself sets and removes these (labels guide, "Manage labels").
UNTOUCHABLE = frozenset({"DRAFT", "SENT", "CHAT"})


@dataclass
class Label:
    """One label; `settings` holds visibility and colour as the API spells them."""

    id: str
    name: str
    settings: dict[str, Any]
    system: bool = False

    def document(self) -> dict[str, Any]:
        kind = "system" if self.system else "user"
        return {"id": self.id, "name": self.name, **self.settings, "type": kind}


def folded(name: str) -> str:
    """A label name as search spells it: lower case, hyphens for spaces and slashes."""
    return "-".join(name.casefold().replace("/", " ").replace("_", " ").split()).replace("--", "-")


class Labels:
    """All labels of an account by id."""

    def __init__(self) -> None:
        self.by_id = {
            name: Label(name, name, dict(settings), system=True)
            for name, settings in SYSTEM_LABELS.items()
        }
        self._count = 0

    def get(self, label_id: str) -> Label:
        """ApiError 404 if there is none."""
        if label_id not in self.by_id:
            raise not_found()
        return self.by_id[label_id]

    def create(self, document: dict[str, Any]) -> Label:
        """A new label of the person's; 400 for a bad name, 409 for one that is taken."""
        name = self._checked_name(document.get("name"), None)
        self._count += 1
        settings = {"messageListVisibility": "show", "labelListVisibility": "labelShow"}
        label = Label(f"Label_{self._count}", name, settings | _settings(document))
        self.by_id[label.id] = label
        return label

    def change(self, label_id: str, document: dict[str, Any]) -> Label:
        """Patch a label of the person's; Gmail's own cannot be changed."""
        label = self._own(label_id)
        if "name" in document:
            label.name = self._checked_name(document["name"], label_id)
        label.settings |= _settings(document)
        return label

    def delete(self, label_id: str) -> None:
        """Remove a label of the person's."""
        del self.by_id[self._own(label_id).id]

    def ensure(self, name_or_id: str) -> str:
        """The id of the label with this id or name; made when the account has none such."""
        found = next(
            (
                label.id
                for label in self.by_id.values()
                if label.id == name_or_id or label.name.casefold() == name_or_id.casefold()
            ),
            None,
        )
        return found or self.create({"name": name_or_id}).id

    def named(self, word: str) -> set[str]:
        """Ids of the labels that `label:word` means."""
        wanted = folded(word)
        return {
            label.id
            for label in self.by_id.values()
            if wanted in {folded(label.id), folded(label.name)}
        }

    def check_modifiable(self, label_ids: set[str]) -> None:
        """400 unless all exist and a client may add or remove them."""
        for label_id in sorted(label_ids):
            if label_id not in self.by_id or label_id in UNTOUCHABLE:
                raise bad_request(f"Invalid label: {label_id}")

    def _own(self, label_id: str) -> Label:
        label = self.get(label_id)
        if label.system:
            raise bad_request("Invalid update request for a system label")
        return label

    def _checked_name(self, name: object, own_id: str | None) -> str:
        if not isinstance(name, str) or not name.strip():
            raise bad_request("Invalid label name")
        taken = {folded(la.name) for la in self.by_id.values() if la.id != own_id}
        if folded(name) in taken:
            raise ApiError(409, "aborted", "Label name exists or conflicts")
        return name.strip()


def _settings(document: dict[str, Any]) -> dict[str, Any]:
    return {key: document[key] for key in (*VISIBILITIES, "color") if key in document}
