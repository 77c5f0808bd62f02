#!/usr/bin/env python3
"""Golden vectors: what PyTorch says about small recurrent layers, for a test to hold ours against.

    python3 tools/golden/golden.py lib/src/test/resources/golden

Each file is one case: sizes, weights under PyTorch's names, inputs, outputs, last states, the
gradients that were sent in (dL/d output, dL/d last states) and every gradient that came out.
Computed in double on the CPU; the seed is fixed, so the same PyTorch writes the same files.
"""
import json
import sys
from pathlib import Path

import torch

T, B, D, H = 5, 2, 3, 4


class ResetBeforeGRU(torch.nn.GRU):
    """PyTorch's parameters with the other reset convention (Cho et al. 2014), which PyTorch has no
    layer for: the reset gate acts on h, before the recurrent product. One layer, one direction."""

    def forward(self, x, h0):
        w_ir, w_iz, w_in = self.weight_ih_l0.chunk(3)
        w_hr, w_hz, w_hn = self.weight_hh_l0.chunk(3)
        b_ir, b_iz, b_in = self.bias_ih_l0.chunk(3)
        b_hr, b_hz, b_hn = self.bias_hh_l0.chunk(3)
        linear = torch.nn.functional.linear
        h, outputs = h0[0], []
        for step in x:
            r = torch.sigmoid(linear(step, w_ir, b_ir) + linear(h, w_hr, b_hr))
            z = torch.sigmoid(linear(step, w_iz, b_iz) + linear(h, w_hz, b_hz))
            n = torch.tanh(linear(step, w_in, b_in) + linear(r * h, w_hn, b_hn))
            h = (1 - z) * n + z * h
            outputs.append(h)
        return torch.stack(outputs), h.unsqueeze(0)


CASES = {
    "rnn": (torch.nn.RNN, {}),
    "rnn-two-layers": (torch.nn.RNN, {"num_layers": 2}),
    "lstm": (torch.nn.LSTM, {}),
    "lstm-two-layers-both-directions": (torch.nn.LSTM, {"num_layers": 2, "bidirectional": True}),
    "gru-reset-after": (torch.nn.GRU, {}),
    "gru-reset-after-two-layers-both-directions": (
        torch.nn.GRU,
        {"num_layers": 2, "bidirectional": True},
    ),
    "gru-reset-before": (ResetBeforeGRU, {}),
}


def numbers(tensor):
    """Shape and values in C order, to 12 digits."""
    values = [float(f"{v:.12g}") for v in tensor.detach().reshape(-1).tolist()]
    return {"shape": list(tensor.shape), "values": values}


def case(layer_class, settings, seed):
    torch.manual_seed(seed)
    layer = layer_class(D, H, **settings).double()
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.uniform_(-1, 1)
    rows = layer.num_layers * (2 if layer.bidirectional else 1)
    is_lstm = isinstance(layer, torch.nn.LSTM)

    def uniform(*shape):
        return torch.rand(*shape, dtype=torch.float64) * 2 - 1

    x = uniform(T, B, D).requires_grad_()
    state = [uniform(rows, B, H).requires_grad_() for _ in range(2 if is_lstm else 1)]
    output, last = layer(x, tuple(state) if is_lstm else state[0])
    last = list(last) if is_lstm else [last]
    d_output = uniform(*output.shape)
    d_last = [uniform(*s.shape) for s in last]
    torch.autograd.backward([output, *last], [d_output, *d_last])
    return {
        "layers": layer.num_layers,
        "bidirectional": layer.bidirectional,
        "weights": {name: numbers(p) for name, p in layer.named_parameters()},
        "x": numbers(x),
        "state": [numbers(s) for s in state],
        "output": numbers(output),
        "last": [numbers(s) for s in last],
        "d_output": numbers(d_output),
        "d_last": [numbers(d) for d in d_last],
        "d_weights": {name: numbers(p.grad) for name, p in layer.named_parameters()},
        "d_x": numbers(x.grad),
        "d_state": [numbers(s.grad) for s in state],
    }


def main():
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("golden.py: expected one argument, the folder to write to")
    for seed, (name, (layer_class, settings)) in enumerate(CASES.items()):
        text = json.dumps(case(layer_class, settings, seed), indent=None, separators=(",", ":"))
        text = text.replace("},\"", "},\n\"")  # a line for each tensor
        (Path(sys.argv[1]) / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(CASES)} cases by PyTorch {torch.__version__}")


if __name__ == "__main__":
    main()
