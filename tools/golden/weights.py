#!/usr/bin/env python3
"""Weights that PyTorch wrote: small character models as safetensors files, and the loss that it gives them.

    python3 tools/golden/weights.py lib/src/test/resources/golden/weights

The models read one-hot characters of the text in TEXT from the zero state; losses.json has the mean loss of each, in nats. The
files carry no metadata, as files from PyTorch do not. The seed is fixed: the same PyTorch writes the same bytes.
"""
import json
import struct
import sys
from pathlib import Path

import torch

TEXT = "to be, or not to be, that is the question: whether 'tis nobler in the mind to suffer"
HIDDEN = 5


def safetensors(tensors):
    header, blob = {}, b""
    for name, tensor in tensors.items():
        data = tensor.contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(blob), len(blob) + len(data)]}
        blob += data
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + blob


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    symbols = sorted(set(TEXT))
    ids = torch.tensor([symbols.index(c) for c in TEXT])
    x = torch.nn.functional.one_hot(ids[:-1], len(symbols)).float().unsqueeze(1)
    torch.manual_seed(10)
    losses = {}
    for kind in ("RNN", "LSTM", "GRU"):
        for layers in (1, 2):
            rnn = getattr(torch.nn, kind)(len(symbols), HIDDEN, layers)
            head = torch.nn.Linear(HIDDEN, len(symbols))
            model = torch.nn.ModuleDict({"rnn": rnn, "head": head})
            for parameter in model.parameters():
                torch.nn.init.uniform_(parameter, -0.7, 0.7)
            with torch.no_grad():
                logits = head(rnn(x)[0][:, 0])
                loss = torch.nn.functional.cross_entropy(logits.double(), ids[1:]).item()
            name = f"{kind.lower()}-{layers}"
            (folder / f"{name}.safetensors").write_bytes(safetensors(model.state_dict()))
            losses[name] = round(loss, 9)
    (folder / "losses.json").write_text(json.dumps({"text": TEXT, "losses": losses}, indent=1) + "\n")


main()
