"""The libraries beside which bench_products.py, bench_batched.py and bench_convolutions.py stand, built from
Products/*.c, Batched/*.c and Convolutions/*.c."""

import glob
import os
import subprocess
import sys
from importlib.metadata import version

HERE = os.path.dirname(os.path.abspath(__file__))
BUILT_FROM = {
    "mkl": ("Products/mkl.c", []),
    "mkl-packed": ("Products/mkl.c", ["-DPACKED"]),
    "onednn": ("Products/onednn.c", []),
    "onednn-packed": ("Products/onednn.c", ["-DPACKED"]),
    "openblas": ("Products/blas.c", []),
    "blis": ("Products/blas.c", ["-DBLIS"]),
    "libxsmm": ("Products/libxsmm.c", []),
}
BATCHED = {
    "mkl-batched": ("Batched/mkl.c", []),
    "onednn-batched": ("Batched/onednn.c", []),
    "openblas-batched": ("Batched/blas.c", ["-fopenmp"]),
    "blis-batched": ("Batched/blas.c", ["-DBLIS", "-fopenmp"]),
    "libxsmm-batched": ("Batched/libxsmm.c", []),
}
CONVOLUTIONS = {"onednn-convolution": ("Convolutions/onednn.c", [])}
ALL = BUILT_FROM | BATCHED | CONVOLUTIONS
ONE_THREAD_ONLY = {"libxsmm", "libxsmm-batched"}


def _of_debian(package):
    question = ["dpkg-query", "-W", "-f", "${Version}", package]
    said = subprocess.run(question, capture_output=True, text=True)
    if said.returncode:
        raise FileNotFoundError(f"the Debian package {package} is not installed")
    return said.stdout.split("-")[0]


def _found(pattern):
    paths = sorted(glob.glob(pattern))
    if not paths:
        raise FileNotFoundError(f"no {pattern}")
    return paths[-1]


def _linked(name):
    """What a rival is linked with, and its version."""
    libraries = os.path.join(sys.prefix, "lib")
    if name.startswith("mkl"):
        return [_found(f"{libraries}/libmkl_rt.so*"), f"-Wl,-rpath,{libraries}"], version("mkl")
    if name.startswith("onednn"):
        library = _found(f"{libraries}/libdnnl.so.3.*")
        link = os.path.join(libraries, "libdnnl.so.3")  # the wheel holds copies, not links
        flags = [link if os.path.exists(link) else library, f"-I{sys.prefix}/include", "-fopenmp"]
        return flags + [f"-Wl,-rpath,{libraries}"], library.rsplit(".so.", 1)[1]
    if name.startswith("openblas"):
        import scipy_openblas64

        folder = scipy_openblas64.get_lib_dir()
        flags = [f"-L{folder}", "-lscipy_openblas64_", f"-Wl,-rpath,{folder}"]
        return flags, version("scipy-openblas64")
    if name.startswith("blis"):
        return ["-lblis"], _of_debian("libblis-dev")
    return ["-I/usr/include/libxsmm", "-lxsmm", "-lxsmmnoblas"], _of_debian("libxsmm-dev")


def build(names, folder):
    """Builds those that this machine has; says which it has not.

    Returns for each the path of its library and the version of what it stands for.
    """
    built = {}
    for name in names:
        if name not in ALL:
            continue
        source, flags = ALL[name]
        library = os.path.join(folder, f"{name}.so")
        try:
            linked, number = _linked(name)
        except (FileNotFoundError, ImportError) as error:
            print(f"left out: {name}: {error}; see scripts/setup --bench", file=sys.stderr)
            continue
        command = ["cc", "-O2", "-shared", "-fPIC", *flags, os.path.join(HERE, source)]
        done = subprocess.run(command + linked + ["-o", library], capture_output=True, text=True)
        if done.returncode:
            reason = next((line for line in done.stderr.splitlines() if "error" in line), "")
            print(f"left out: {name}: {reason}", file=sys.stderr)
            continue
        built[name] = {"path": library, "version": number}
    return built
