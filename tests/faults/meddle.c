/* Stands between SQLite and the system: kills the process at its n-th write, lets the disk be full from its n-th write on
   (for so many writes, or for ever), or notes every write and sync, so that the file can be rebuilt as a power cut at any
   moment would have left it. Built by tests/faults/meddling.py; a forked process calls meddle() after setting its
   environment. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static long left = -1, room = -1, failures = -1;
static int record = -1;
static char watched[PATH_MAX];

void meddle(void)
{
    const char *at = getenv("MEDDLE_KILL_AT"), *to = getenv("MEDDLE_RECORD"), *path = getenv("MEDDLE_DATABASE");
    const char *full = getenv("MEDDLE_FULL_AT"), *times = getenv("MEDDLE_FULL_FOR");
    if (path) snprintf(watched, sizeof watched, "%s", path);
    if (at) left = atol(at);
    if (full) room = atol(full);
    if (times) failures = atol(times);
    if (to) record = open(to, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

/* 1 = the database, or any file in the folder that is watched; 2 = its journal; 0 = anything else */
static int which(int fd)
{
    char link[64], path[PATH_MAX];
    ssize_t length;
    size_t size = strlen(watched);
    if (!size) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (strncmp(path, watched, size)) return 0;
    if (watched[size - 1] == '/') return 1;
    return !path[size] ? 1 : !strcmp(path + size, "-journal") ? 2 : 0;
}

static int step(char what, int fd, int64_t offset, int64_t size, const void *content)
{
    int file = which(fd);
    ssize_t done = 0;
    int64_t head[3] = {offset, size, file};
    if (!file) return 0;
    if (left >= 0 && left-- == 0) raise(SIGKILL);
    if (record >= 0) {
        done += write(record, &what, 1);
        done += write(record, head, sizeof head);
        if (content) done += write(record, content, (size_t)size);
    }
    return done > 0;
}

static int is_full(int fd)
{
    if (room < 0 || !which(fd)) return 0;
    if (room > 0) return room--, 0;
    if (!failures) return 0;
    if (failures > 0) failures--;
    return 1;
}

ssize_t pwrite64(int fd, const void *content, size_t size, off64_t offset)
{
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    step('w', fd, offset, (int64_t)size, content);
    if (is_full(fd)) {
        errno = ENOSPC;
        return -1;
    }
    return real(fd, content, size, offset);
}

int fdatasync(int fd)
{
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
    step('s', fd, 0, 0, 0);
    return real(fd);
}

int fsync(int fd)
{
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    step('s', fd, 0, 0, 0);
    return real(fd);
}

int ftruncate64(int fd, off64_t size)
{
    static int (*real)(int, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "ftruncate64");
    step('t', fd, size, 0, 0);
    return real(fd, size);
}
