# What zoo/build and zoo/hold share: messages, and the Debian packages that the zoo is made of.

# Debian package and a program or file that shows it is there.
zoo_needs() {
  cat <<'END'
bash /bin/bash
binutils /usr/bin/ld
busybox-static /usr/share/doc/busybox-static
catatonit /usr/bin/catatonit
coreutils /usr/bin/sha256sum
debootstrap /usr/sbin/debootstrap
dumb-init /usr/bin/dumb-init
gcc /usr/bin/gcc
gosu /usr/sbin/gosu
gzip /bin/gzip
jq /usr/bin/jq
libc6-dev /usr/include/stdio.h
musl /lib/x86_64-linux-musl/libc.so
runc /usr/sbin/runc
tini /usr/bin/tini
umoci /usr/bin/umoci
util-linux /bin/mount
zstd /usr/bin/zstd
END
}

say() {
  printf 'zoo: %s\n' "$*" >&2
}

stop() {
  say "$@"
  exit 1
}

zoo_missing() {
  local package file
  while read -r package file; do
    [ -e "$file" ] || printf '%s\n' "$package"
  done < <(zoo_needs)
}

# Installs what is missing where that is allowed, and says what is missing where it is not.
zoo_install() {
  local -a missing
  mapfile -t missing < <(zoo_missing)
  [ "${#missing[@]}" -eq 0 ] && return 0
  command -v apt-get >/dev/null ||
    stop "Debian's packages are needed and apt-get is not here: ${missing[*]}"
  [ "$(id -u)" -eq 0 ] ||
    stop "these packages are missing; install them as root: apt-get install ${missing[*]}"
  say "installing ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
    >/dev/null 2>&1 ||
    { apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; } ||
    stop "apt-get could not install ${missing[*]}"
}
