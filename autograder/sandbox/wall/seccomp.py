"""The seccomp filter: an allowlist of system calls, built by name through libseccomp, so it fits every architecture."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import tempfile
from dataclasses import dataclass
from typing import Any

from autograder.sandbox.wall.prctl import libc

PR_SET_SECCOMP = 22
MODE_FILTER = 2
ALLOWED = (
    *("read", "write", "readv", "writev", "recvfrom", "sendto", "recvmsg", "close", "fstat", "lseek"),
    *("poll", "ppoll", "select", "pselect6"),
    *("brk", "munmap", "mremap", "madvise", "futex", "membarrier", "rseq", "set_robust_list"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall"),
    *("getpid", "gettid", "getuid", "geteuid", "getgid", "getegid", "getrusage", "times", "sched_yield"),
    *("clock_gettime", "clock_getres", "gettimeofday", "time", "nanosleep", "clock_nanosleep", "getrandom"),
    *("exit", "exit_group"),
)
"""What a program needs that computes, and speaks over a descriptor it already has."""
MAKING_WORKERS = (
    *("clone", "fork", "wait4", "pidfd_open", "sendmsg", "dup2", "dup3", "close_range"),
    *("prlimit64", "setrlimit", "prctl", "landlock_restrict_self"),
)
"""What a zygote needs beside those, and a worker on its way behind the wall."""
PROT_EXEC = 4
MAP_SHARED = 1


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("jt", ctypes.c_ubyte), ("jf", ctypes.c_ubyte), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


@dataclass(frozen=True, slots=True)
class Filter:
    """A compiled filter, ready in memory; loading it is one system call."""

    program: _Program

    @classmethod
    def of(cls, code: bytes) -> Filter:
        """The filter of these instructions, which `build` compiled."""
        instructions = (_Instruction * (len(code) // ctypes.sizeof(_Instruction))).from_buffer_copy(code)
        return cls(_Program(len(instructions), ctypes.cast(instructions, ctypes.POINTER(_Instruction))))

    def load(self) -> None:
        """Installs the filter on this process, for good. Needs no_new_privs; OSError where the kernel refuses."""
        if libc.prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(self.program), 0, 0) != 0:
            raise OSError(ctypes.get_errno(), f"seccomp: {os.strerror(ctypes.get_errno())}")


def build() -> tuple[bytes, bytes]:
    """Compiles two filters: the zygote's, which its workers are born with, and what each of them adds.

    To load the whole of it in each worker took a twentieth of what an empty one costs. Together they are the allowlist:
    everything else gives EPERM; clone3 gives ENOSYS, as on a kernel without it. Done by the grader: the zygote behind
    the wall needs no libseccomp. Raises ImportError, OSError or RuntimeError where libseccomp or its binding is not
    there.
    """
    import pyseccomp

    rules = pyseccomp.SyscallFilter(defaction=pyseccomp.ERRNO(errno.EPERM))
    for name in (*ALLOWED, *MAKING_WORKERS):
        _add(rules, pyseccomp.ALLOW, name)
    not_executable = pyseccomp.Arg(2, pyseccomp.MASKED_EQ, PROT_EXEC, 0)
    private = pyseccomp.Arg(3, pyseccomp.MASKED_EQ, MAP_SHARED, 0)
    rules.add_rule(pyseccomp.ALLOW, "mmap", not_executable, private)
    rules.add_rule(pyseccomp.ALLOW, "mprotect", not_executable)
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    no_more = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)
    for name in MAKING_WORKERS:
        _add(no_more, pyseccomp.ERRNO(errno.EPERM), name)
    return _export(rules), _export(no_more)


def _add(rules: Any, action: Any, name: str) -> None:
    with contextlib.suppress(OSError, ValueError, RuntimeError):  # a call that is not on this architecture is no loss
        rules.add_rule(action, name)


def _export(rules: Any) -> bytes:
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
