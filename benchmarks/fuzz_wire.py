"""Throws mutated and random frames at the decoder for a while: each gives a decoded value or a refusal. Prints JSON.

    python benchmarks/fuzz_wire.py [--seconds 60] [--seed 1]

Anything else, an exception of another kind above all, ends the run with the frame's bytes and exit code 1.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from time import monotonic

import numpy as np

from autograder.sandbox.process.packing import BadFrame, pack
from autograder.sandbox.process.wire import PREFIX, RAISED, RETURNED, Reply, check_lengths, frame, read_reply
from autograder.sandbox.values import to_plain

VALUES = (
    *(None, 1, -(2**80), 1.5, float("nan"), "text", 2 + 3j, True),
    *([1.0] * 40, [[1.0, 2.0]] * 40, (1, (2, [3])), {"a": [1], 2: None}, np.arange(6.0).reshape(2, 3)),
    *(np.zeros((0, 3)), np.array([True, False]), np.arange(4, dtype="i1"), [np.ones(3), "x"]),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    seeds = [*map(returned, VALUES), frame(Reply(7, RAISED, texts=["E", "text", "ValueError"], line=3), [])]
    counts: Counter[str] = Counter()
    end = monotonic() + given.seconds
    while monotonic() < end:
        for _ in range(1000):
            data = mutated(chance, seeds)
            try:
                counts[read(data)] += 1
            except Exception as error:
                print(json.dumps({"frame": data.hex(), "error": f"{type(error).__name__}: {error}"}))
                sys.exit(1)
    print(json.dumps({"frames": counts.total(), **counts}))


def returned(value: object) -> bytes:
    buffers: list[bytes] = []
    return frame(Reply(7, RETURNED, pack(value, buffers)), buffers)


def mutated(chance: random.Random, seeds: list[bytes]) -> bytes:
    """A good frame with some bytes changed, left out, doubled or joined with another's; now and then mere noise."""
    if chance.random() < 0.05:
        return chance.randbytes(chance.randrange(64))
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randrange(1, 5)):
        place = chance.randrange(len(data) + 1)
        kind = chance.randrange(4)
        if kind == 0 and place < len(data):
            data[place] = chance.randrange(256)
        elif kind == 1:
            del data[place : place + chance.randrange(1, 9)]
        elif kind == 2:
            data[place:place] = data[place : place + chance.randrange(1, 9)]
        else:
            data[place:] = chance.choice(seeds)[place:]
    if chance.random() < 0.7 and len(data) >= PREFIX.size:  # lengths that fit, so that the header is reached
        header = min(PREFIX.unpack_from(data)[0], len(data) - PREFIX.size)
        PREFIX.pack_into(data, 0, header, len(data) - PREFIX.size - header)
    return bytes(data)


def read(data: bytes) -> str:
    """What the grader makes of the bytes."""
    if len(data) < PREFIX.size:
        return "short"
    header, payload = PREFIX.unpack_from(data)
    try:
        check_lengths(header, payload)
        if len(data) != PREFIX.size + header + payload:
            return "short"
        start = PREFIX.size + header
        reply = read_reply(data[PREFIX.size : start], memoryview(data)[start:])
    except BadFrame:
        return "refused"
    to_plain(reply.value)  # raises where something other than plain data came through
    return "decoded"


if __name__ == "__main__":
    main()
