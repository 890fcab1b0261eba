#!/usr/bin/python3
"""Reference values of optimisers and remedies, by PyTorch in double precision (Debian's 1.13):
    plateau run --depth 3 --width 4 --samples 0 --rho 0.3 --init-scale 0.3 --epochs 1 \
        --save-weights start.npy --save-epoch 0 -o /dev/null
    make.py start.npy tests/reference/optimizers
Losses are written out by their definitions, dropout as a sum over what may be dropped; gradients
are autograd's. Each file has the keys of its experiment in its first line, then the start, then
epoch, loss and total weights."""
import sys

import numpy
import torch

torch.set_default_dtype(torch.float64)
WIDTH, RHO = 4, 0.3
S_A, S_B, S_AB = 4.0, 1.0, RHO * 2.0
SHAPES = [(WIDTH, 1), (WIDTH, WIDTH), (WIDTH, 1), (WIDTH, WIDTH), (1, WIDTH)]  # A, A, B, B, shared
CASES = {
    "momentum": dict(optimizer="momentum", momentum=0.9, learning_rate=0.004),
    "nesterov": dict(optimizer="nesterov", momentum=0.8, learning_rate=0.004),
    "adam": dict(optimizer="adam", momentum=0.9, beta_2=0.99, learning_rate=0.002),
    "adam-decay": dict(optimizer="adam", momentum=0.5, beta_2=0.999, learning_rate=0.002,
                       weight_decay=0.02),
    "sign": dict(optimizer="sign", learning_rate=0.001),
    "decay": dict(optimizer="momentum", momentum=0.7, learning_rate=0.01, weight_decay=0.03),
    "rates": dict(learning_rate=0.02, rate_ratio=2.5, warmup=40),
    "delay": dict(optimizer="adam", learning_rate=0.002, delay_b=100),
    "clip": dict(learning_rate=0.02, clip=0.5),
    "dropout": dict(learning_rate=0.02, keep_a=0.5, keep_b=0.9),
    "unimodal": dict(learning_rate=0.02, unimodal_a=0.25, unimodal_b=1),
}


def totals(layers):
    shared = layers[4]
    return ((shared @ layers[1] @ layers[0]).squeeze(), (shared @ layers[3] @ layers[2]).squeeze())


def plain_loss(a, b):
    """Half the mean of (x_A + x_B - a x_A - b x_B)^2."""
    a, b = 1 - a, 1 - b
    return (a * a * S_A + 2 * a * b * S_AB + b * b * S_B) / 2


def seen_loss(a, b, see_a, see_b):
    """The target has both, the network what it sees of them."""
    return plain_loss(a * see_a, b * see_b)


def objective(a, b, case):
    keep = case.get("keep_a", 1), case.get("keep_b", 1)
    loss = 0
    for see_a in (0, 1):
        for see_b in (0, 1):
            chance = (keep[0] if see_a else 1 - keep[0]) * (keep[1] if see_b else 1 - keep[1])
            loss = loss + chance * seen_loss(a, b, see_a, see_b)
    loss = loss + case.get("unimodal_a", 0) * seen_loss(a, b, 1, 0)
    return loss + case.get("unimodal_b", 0) * seen_loss(a, b, 0, 1)


def make_optimizer(groups, case):
    rule, decay = case.get("optimizer", "descent"), case.get("weight_decay", 0)
    if rule == "adam":
        return torch.optim.Adam(groups, betas=(case.get("momentum", 0.9), case.get("beta_2", 0.999)),
                                eps=1e-8, weight_decay=decay)
    momentum = case["momentum"] if rule in ("momentum", "nesterov") else 0
    return torch.optim.SGD(groups, momentum=momentum, nesterov=rule == "nesterov",
                           weight_decay=decay, lr=1)


def run(start, case, epochs=600):
    layers, at = [], 0
    for shape in SHAPES:
        size = shape[0] * shape[1]
        layers.append(torch.tensor(start[at:at + size]).reshape(shape).requires_grad_())
        at += size
    eta = case["learning_rate"]
    rates = [eta, eta * case.get("rate_ratio", 1), eta]
    groups = [dict(params=layers[0:2], lr=rates[0]), dict(params=layers[2:4], lr=rates[1]),
              dict(params=layers[4:], lr=rates[2])]
    optimizer = make_optimizer(groups, case)
    rows = []
    for epoch in range(epochs + 1):
        loss = objective(*totals(layers), case)
        if epoch % 10 == 0:
            rows.append((epoch, loss.item(), *[w.item() for w in totals(layers)]))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if epoch < case.get("delay_b", 0):
            for layer in layers[2:4]:
                layer.grad = None
        if "clip" in case:
            torch.nn.utils.clip_grad_norm_(layers, case["clip"])
        if case.get("optimizer") == "sign":
            for layer in layers:
                layer.grad = torch.sign(layer.grad)
        if "warmup" in case:
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * min((epoch + 1) / case["warmup"], 1)
        optimizer.step()
    return rows


def main():
    start = numpy.load(sys.argv[1]).reshape(-1)
    for name, case in CASES.items():
        with open(f"{sys.argv[2]}/{name}.csv", "w", encoding="utf-8") as file:
            print(*[f"{key}={value}" for key, value in case.items()], file=file)
            print(*[repr(float(w)) for w in start], file=file)
            for row in run(start, case):
                print(*[repr(value) for value in row], sep=",", file=file)


main()
