"""The wall between the grader and a student's code. It knows nothing of courses.

Comes in: a file's text, calls with plain data, limits. Goes out: an outcome of plain data, or an error of the
grader's.

THEORY OF OPERATION

The grader has what a student wants: expected values, hidden checks, the marks. So none of that may ever be in a
process in which a student's code runs, and nothing that such a process says may be more than data. All else serves
these two.

    grader ── Launcher ──(control socket)── zygote ──fork── worker: one program of one student
       └───────────── Session ─────────(socket of its own)──────┘

*The zygote* is a warm interpreter with NumPy and the standard library loaded. It is started by exec, not forked from
the grader: a fork would take the grader's memory along, and a program that reads its own heap would find what is
expected. It holds the control socket and nothing else, and does two things, each on a word from the launcher: fork a
worker, wait for one. It runs no student's code, and its memory is what every worker starts from; that is why the same
file draws the same numbers, and why a worker costs a fork, not a start of Python. A fork costs by the page, so there
are two: a lean zygote, and a whole one with everything that a program may import. A worker of the lean one ends when
its program looks for a module that is not there (`ready`), and the program begins again in a whole one, from its load
on: a result cannot show it. What a worker writes to is copied for it, page by page, so a zygote has rehearsed what
workers do before it forks (`process.rehearsal`), and what each of them would lay out alike is laid out already: the
builtins of a file, what stands in the place of `open`. What it has lies in large pages, and what every worker writes
to lies together (`process.pages`).

*The worker* is forked for one program and ended after it; or for all of one student's programs that can only compute
(`process.company`), which can neither leave nor find anything: those are loaded, and asked what their visible checks
ask, before a hidden input of any is sent, so that none of them has a word to say about one. A call is two changes of
process, so of a program that can only compute, which the worker reads from its byte code before it runs (`pure`), the
calls that checks are likely to make are asked in one message (`process.foresight`); every other program is asked call
by call. The answers of such a program are noted as digests (`process.notes`, `transcripts`): to a check that has met
the same answers nothing new can come of them, so the grader need not run it, nor rebuild a value. Between exercises
nothing is left: what one file does to NumPy, to a module or to a builtin is in a process that no longer exists, and so
is every input that it saw; a file that can do none of this is gone with its own names. The worker closes its doors
before it reads the first byte of the program, in this order (`wall.cage`), for each step needs what the later ones
take away:

    0  bubblewrap        around the zygote already, so around all: own namespaces, no network, a read-only file system
                         with Python alone in it, no environment. It must be outermost, because it makes processes.
    1  a plain user      the zygote steps down, once and for good, so that no worker was ever root.
    2  limits            address space, processor time, files, soft = hard, so that none can be raised and no signal
                         of theirs caught. They are a true cap only because layer 4 denies new processes and shared
                         memory.
    3  doors, Landlock   no program gains rights, no other process looks in (both from the zygote on), no file is
                         opened by name, no signal leaves.
    4  seccomp           last, because setting up the others needs calls that it denies: an allowlist of what
                         computing takes. The zygote carries it already, with the few calls by which workers are
                         made; a worker gives these up. It cannot be taken off again, by the kernel's word.

Seccomp alone holds against every attack in the suite; the others are for the day on which it does not, as
`benchmarks/ablation.py` shows by taking layers away.

*The wire* (`process.wire`, and `process.packing` for the values in it) is where the grader meets bytes that a student
may have made, for the worker's own code is theirs to overwrite. Lengths are checked before anything is allocated, the
header is decoded against a type, arrays are rebuilt from a list of numeric dtypes, and what comes out is of base types
alone: no method of a student's is ever called on this side. An answer bears the random number of its question, one
question is open at a time, and a byte too much ends the worker. A reply holds a value, never a verdict.

What each guarantee rests on:

    time       a deadline on each whole reply, then SIGKILL by pidfd, which no program can catch; a `Budget` on all
               the calls of one exercise; an alarm around the check's own code in the grader. The alarm waits while
               grader and worker are speaking (`timelimit.undisturbed`): an interruption in the middle of a
               conversation would make the next answer the answer to another question. Processor time is the kernel's
               backstop, just behind.
    memory     RLIMIT_AS in the worker; in the grader a count, by session, of the bytes that its answers have become.
    blame      a worker that ends by itself, hangs or speaks nonsense is the program's doing. One that was killed
               though it had not used up its processor time was killed by somebody on the machine: GraderFault, and it
               is tried again. The zygote's end is never the program's doing either, since nothing in a worker can
               reach it.
    secrecy    what never entered the process; what it is handed in one call it may keep, but has nobody to tell: text
               of its own is shown for visible checks alone, and those run before the first hidden input is sent.

Where layers are missing, `wall.layers` says which, and a result bears their names. Without a wall (`LocalHost`,
`Spawner`) there is a time limit and a process at most: for code that one trusts.
"""
