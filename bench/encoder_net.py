"""The network that the encoder is trained as, its tables taken in and given out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from transformers import BertModel

from bench.encoder_rows import KINDS, Shown
from service.reading.encoder.encoder import Encoder, packed
from service.reading.encoder.network import Norm
from service.reading.encoder.pieces import MOST, SHAPES
from service.reading.encoder.tags import OUTPUTS

LAYERS = 6
"""Of the model that training begins with, the first so many."""
DROPOUT = 0.1
HIDDEN = 0.05
"""Share of the pieces that each round takes for unknown, so that their neighbours must tell."""
POOL_SCALE = 3.0
"""What the mean of the rows is multiplied by, so that the head learns as fast as the marks."""
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


def network(base: Path, order: Sequence[int], marks: Sequence[str]) -> Any:
    """The base model's first layers with the pieces of `order`, and new heads of kinds and tags."""
    bert = BertModel.from_pretrained(
        base,
        add_pooling_layer=False,
        attn_implementation="eager",
        attention_probs_dropout_prob=0.0,  # drawing its numbers costs more than a layer
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
            "tags": nn.Linear(width, OUTPUTS),
            "drop": nn.Dropout(DROPOUT),
        }
    )
    nn.init.normal_(net["shapes"].weight, std=0.01)
    nn.init.zeros_(net["marks"].weight)
    return net


def read(
    net: Any,
    batch: Sequence[tuple[Shown, frozenset[str]]],
    marks: Sequence[str],
    hidden: int | None = None,
) -> tuple[Any, Any]:
    """What the net says of each message of a batch: numbers by kind, and by word, in order.

    With `hidden`, the number of the unknown piece, some pieces are taken for unknown.
    """
    length = max(len(shown.encoded.pieces) for shown, _ in batch)
    pieces = torch.zeros(len(batch), length, dtype=torch.long)
    shapes = torch.zeros(len(batch), length, dtype=torch.long)
    there = torch.zeros(len(batch), length)
    marked = torch.zeros(len(batch), len(marks))
    for at, (shown, own) in enumerate(batch):
        size = len(shown.encoded.pieces)
        pieces[at, :size] = torch.tensor(shown.encoded.pieces)
        shapes[at, :size] = torch.tensor(shown.encoded.shapes)
        there[at, :size] = 1
        marked[at] = torch.tensor([float(mark in own) for mark in marks])
    if hidden is not None:
        pieces[torch.rand(pieces.shape) < HIDDEN] = hidden
    rows = net["bert"].embeddings.word_embeddings(pieces) + net["shapes"](shapes)
    rows = net["bert"](inputs_embeds=rows, attention_mask=there).last_hidden_state
    mean = (rows * there[..., None]).sum(1) / there.sum(1, keepdim=True)
    kinds = net["head"](net["drop"](mean) * POOL_SCALE) + net["marks"](marked)
    words = [
        (at, word.piece) for at, (shown, _) in enumerate(batch) for word in shown.encoded.words
    ]
    which, where = torch.tensor(words, dtype=torch.long).reshape(-1, 2).T
    return kinds, net["tags"](net["drop"](rows[which, where]))


def go_on_from(net: Any, begun: Encoder) -> None:
    """Set the net's tables to those of an encoder: the inverse of `named`."""
    bert = net["bert"]
    tables = {
        bert.embeddings.word_embeddings.weight: begun.network.pieces,
        net["shapes"].weight: begun.network.shapes,
        bert.embeddings.position_embeddings.weight: begun.network.places,
        net["head"].weight: begun.head.weight / POOL_SCALE,
        net["head"].bias: begun.head.bias,
        net["marks"].weight: np.stack(list(begun.marks.values())).T,
        net["tags"].weight: begun.tags.weight,
        net["tags"].bias: begun.tags.bias,
    }
    layers = [(bert.embeddings.LayerNorm, begun.network.first)]
    for layer, block in zip(bert.encoder.layer, begun.network.blocks, strict=True):
        layers += [(layer.get_submodule(t), getattr(block, o)) for t, o in PARTS.items()]
    for theirs, ours in layers:
        tables[theirs.weight] = ours.gain if isinstance(ours, Norm) else ours.weight
        tables[theirs.bias] = ours.bias
    with torch.no_grad():
        bert.embeddings.token_type_embeddings.weight.zero_()
        for parameter, table in tables.items():
            parameter[: len(table)] = torch.from_numpy(np.ascontiguousarray(table))


def named(net: Any, marks: Sequence[str]) -> dict[str, np.ndarray]:
    """The tables as service/reading/encoder names and stores them."""
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
        "tags.weight": net["tags"].weight,
        "tags.bias": net["tags"].bias,
    }
    tables |= _dense("first", bert.embeddings.LayerNorm)
    for at, layer in enumerate(bert.encoder.layer):
        for theirs, ours in PARTS.items():
            tables |= _dense(f"{at}.{ours}", layer.get_submodule(theirs))
    found: dict[str, np.ndarray] = {
        "kinds": np.array([kind.value for kind in KINDS]),
        "marks": np.array(marks),
    }
    for name, table in tables.items():
        found |= packed(name, table.detach().numpy())
    return found


def _dense(name: str, module: Any) -> dict[str, Any]:
    return {f"{name}.weight": module.weight, f"{name}.bias": module.bias}
