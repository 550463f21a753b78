"""The timing policy: what opens when, in words a person edits (pure).

The keys are those of the config file; docs/timing.md tells what follows from them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from enum import StrEnum
from itertools import combinations
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from scheduler.duration import Duration, Unit
from scheduler.hours import Hours, Pause


class Stage(StrEnum):
    """The follow-up's stage, in the order in which they may become due."""

    THANK_YOU = "thank_you"
    STATUS_CHECK = "status_check"
    FINAL_CHECK = "final_check"

    @property
    def words(self) -> str:
        """As people read it: "status check"."""
        return self.value.replace("_", " ")


DayName = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEK: tuple[DayName, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


def as_tuple(value: object) -> object:
    """TOML's arrays are lists; strict models take tuples only."""
    return tuple(value) if isinstance(value, list) else value


class Strict(BaseModel):
    """A part of the config: no unknown keys, no silent conversions, no changes afterwards."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, validate_default=True, hide_input_in_errors=True
    )


class Openings(Strict):
    """When something may open: hours of the candidate's day, on which days."""

    hours: Hours = Hours.parse("00:00-24:00")
    days: Literal["any", "working"] = "any"
    weekend: Annotated[tuple[DayName, ...], BeforeValidator(as_tuple)] = ("saturday", "sunday")
    holidays: bool = True
    """Whether the holidays of the candidate's country are no working days."""

    @field_validator("weekend")
    @classmethod
    def _leaves_a_day(cls, weekend: tuple[DayName, ...]) -> tuple[DayName, ...]:
        if len(set(weekend)) == len(WEEK):
            raise PydanticCustomError("expected", "at least one day of the week to be working")
        return weekend


class StagePolicy(Openings):
    """One stage: open from `opens` to `closes` after the moment from which it counts."""

    enabled: bool = True
    opens: Duration
    closes: Duration

    @field_validator("closes")
    @classmethod
    def _after_opening(cls, closes: Duration, info: ValidationInfo) -> Duration:
        return _later(closes, info)


class ThankYouPolicy(StagePolicy):
    """The thank-you, counted from the interview's end."""

    opens: Duration = Duration(24, Unit.HOUR)
    closes: Duration = Duration(48, Unit.HOUR)
    hours: Hours = Hours.parse("08:00-20:00")


class StatusCheckPolicy(StagePolicy):
    """The status check. `opens` and `closes` count where the employer promised nothing, from the
    interview's end or the employer's last word.

    After a promise it opens `promise_grace` after the promised day and closes `promise_window`
    after that.
    """

    opens: Duration = Duration(7, Unit.DAY)
    closes: Duration = Duration(14, Unit.DAY)
    hours: Hours = Hours.parse("09:00-17:00")
    days: Literal["any", "working"] = "working"
    promise_grace: Duration = Duration(1, Unit.WORKING_DAY)
    promise_window: Duration = Duration(7, Unit.DAY)

    @field_validator("promise_window")
    @classmethod
    def _lasts(cls, window: Duration) -> Duration:
        if not window.amount:
            raise PydanticCustomError("expected", "a length of time above zero")
        return window


class FinalCheckPolicy(StagePolicy):
    """The final check, counted from the moment the status check was sent."""

    opens: Duration = Duration(7, Unit.DAY)
    closes: Duration = Duration(14, Unit.DAY)
    hours: Hours = Hours.parse("09:00-17:00")
    days: Literal["any", "working"] = "working"


class ClosePolicy(Openings):
    """When an application that nobody answers is closed as silent.

    `opens` counts from the last letter or the last window that closed unused. The moment is moved
    into `hours` and `days`, though never past `closes`, if that is given.
    """

    enabled: bool = True
    opens: Duration = Duration(14, Unit.DAY)
    closes: Duration | None = None

    @field_validator("closes")
    @classmethod
    def _after_opening(cls, closes: Duration | None, info: ValidationInfo) -> Duration | None:
        return closes and _later(closes, info)


def _later(closes: Duration, info: ValidationInfo) -> Duration:
    """Days and working days cannot be compared without a calendar; here each has 24 hours."""
    opens = info.data.get("opens")
    if opens is not None and closes.nominal <= opens.nominal:
        message: Any = f'more than opens, which is "{opens}"'
        raise PydanticCustomError("expected", message)
    return closes


class InterviewLength(Strict):
    """How long an interview usually lasts, by medium, where no message says when it ends."""

    video: Duration = Duration(60, Unit.MINUTE)
    phone: Duration = Duration(30, Unit.MINUTE)
    onsite: Duration = Duration(3, Unit.HOUR)
    other: Duration = Duration(60, Unit.MINUTE)

    @field_validator("*")
    @classmethod
    def _exact(cls, length: Duration) -> Duration:
        if not length.exact:
            raise PydanticCustomError("expected", "minutes or hours above zero")
        return length


class OpeningsChange(BaseModel):
    """The keys of a stage that an override may set; the others stay as they are."""

    model_config = Strict.model_config | {"validate_default": False}

    hours: Hours | None = None
    days: Literal["any", "working"] | None = None
    weekend: Annotated[tuple[DayName, ...] | None, BeforeValidator(as_tuple)] = None
    holidays: bool | None = None
    enabled: bool | None = None
    opens: Duration | None = None
    closes: Duration | None = None


class StatusCheckChange(OpeningsChange):
    """Likewise of the status check."""

    promise_grace: Duration | None = None
    promise_window: Duration | None = None


class Override(Strict):
    """Another policy for one employer, for all addresses of a domain, or for one thread.

    Given several of `company`, `domain` and `thread`, all of them must fit. Companies match
    whatever their case, domains with all their subdomains, threads by Gmail's thread id.
    """

    company: str | None = None
    domain: str | None = None
    thread: str | None = None
    minimum_gap: Duration | None = None
    thank_you: OpeningsChange | None = None
    status_check: StatusCheckChange | None = None
    final_check: OpeningsChange | None = None
    close: OpeningsChange | None = None

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not (self.company or self.domain or self.thread):
            raise PydanticCustomError("expected", "a company, a domain or a thread it is for")
        return self

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """The narrower override wins: a thread over a company over a domain."""
        return (bool(self.thread), bool(self.company), bool(self.domain))

    def fits(self, company: str | None, domains: Collection[str], threads: Collection[str]) -> bool:
        """Whether it is for this application."""
        ours = _name(self.domain)
        return (
            (not self.company or _name(self.company) == _name(company))
            and (not self.thread or self.thread in threads)
            and (not ours or any(_within(_name(domain), ours) for domain in domains))
        )

    def meets(self, other: Override) -> bool:
        """Whether some application may fit both."""
        ours, theirs = _name(self.domain), _name(other.domain)
        return (
            not (self.company and other.company and _name(self.company) != _name(other.company))
            and not (self.thread and other.thread and self.thread != other.thread)
            and not (ours and theirs and not _within(ours, theirs) and not _within(theirs, ours))
        )


def _name(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _within(domain: str, of: str) -> bool:
    return domain == of or domain.endswith(f".{of}")


class Policy(Strict):
    """All timing rules. `for_` gives those of one application."""

    minimum_gap: Duration = Duration(7, Unit.DAY)
    pauses: Annotated[tuple[Pause, ...], BeforeValidator(as_tuple)] = ()
    interview_length: InterviewLength = InterviewLength()
    thank_you: ThankYouPolicy = ThankYouPolicy()
    status_check: StatusCheckPolicy = StatusCheckPolicy()
    final_check: FinalCheckPolicy = FinalCheckPolicy()
    close: ClosePolicy = ClosePolicy()
    overrides: Annotated[tuple[Override, ...], BeforeValidator(as_tuple)] = ()

    @field_validator("overrides")
    @classmethod
    def _make_sense(
        cls, overrides: tuple[Override, ...], info: ValidationInfo
    ) -> tuple[Override, ...]:
        """Whatever overrides come together, each window opens before it closes.

        An opening and a closing come from at most two of them, so pairs tell it all.
        """
        base = {name: info.data[name] for name in _STAGES if name in info.data}
        meeting = [pair for pair in combinations(overrides, 2) if pair[0].meets(pair[1])]
        for together in [*((override,) for override in overrides), *meeting]:
            for name, stage in base.items():
                _checked(stage, name, together)
        return overrides

    def for_(
        self,
        *,
        company: str | None = None,
        domains: Collection[str] = (),
        threads: Collection[str] = (),
    ) -> Policy:
        """The policy of the application with this employer, its mail domains and Gmail threads."""
        fitting = [each for each in self.overrides if each.fits(company, domains, threads)]
        if not fitting:
            return self
        changes: dict[str, Any] = {
            name: _merged(getattr(self, name), name, fitting) for name in _STAGES
        }
        gaps = [each.minimum_gap for each in _ranked(fitting) if each.minimum_gap]
        return self.model_copy(update=changes | ({"minimum_gap": gaps[-1]} if gaps else {}))

    def of(self, stage: Stage) -> StagePolicy:
        """The rules of one stage."""
        rules: StagePolicy = getattr(self, stage.value)
        return rules

    def usual_length(self, medium: str | None) -> timedelta:
        """How long an interview over this medium ("video", "phone", "onsite") usually lasts."""
        usual = self.interview_length
        length: Duration = getattr(usual, medium or "other", usual.other)
        return length.nominal


_STAGES = (*(stage.value for stage in Stage), "close")


def _ranked(overrides: Iterable[Override]) -> list[Override]:
    """The narrowest last; of equals the later in the file."""
    return sorted(overrides, key=lambda override: override.rank)


def _changes(name: str, overrides: Iterable[Override]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for override in _ranked(overrides):
        change: OpeningsChange | None = getattr(override, name)
        changes |= change.model_dump(exclude_unset=True) if change else {}
    return changes


def _merged(stage: Openings, name: str, overrides: Iterable[Override]) -> Openings:
    return stage.model_copy(update=_changes(name, overrides))


def _checked(stage: Openings, name: str, overrides: tuple[Override, ...]) -> None:
    try:
        type(stage).model_validate(dict(stage) | _changes(name, overrides))
    except ValidationError as error:
        wrong = error.errors(include_input=False)[0]
        who = " and ".join(o.company or o.domain or o.thread or "" for o in overrides)
        key = ".".join(str(part) for part in wrong["loc"])
        message: Any = f"for {who}: {name}.{key} to be {wrong['msg']}"
        raise PydanticCustomError("expected", message) from error
