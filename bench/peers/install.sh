#!/bin/sh
# Installs what the peers of the benches need and the project does not: Lucene 8 with Java from
# Debian or Ubuntu, LanceDB, MiniSearch and Orama from npm into bench/peers/node_modules.
# On other systems: install a JDK of 11 or later yourself, put lucene-core, lucene-analyzers-common and
# lucene-analyzers-smartcn 8.x (Maven Central, org.apache.lucene) into a folder, and set LUCENE_JARS to it.
set -eu
cd "$(dirname "$0")"

packages=''
command -v javac >/dev/null || packages='default-jdk-headless'
ls "${LUCENE_JARS:-/usr/share/java}"/lucene-analyzers-smartcn-8*.jar >/dev/null 2>&1 || packages="$packages liblucene8-java"

if [ -n "$packages" ]; then
  if ! command -v apt-get >/dev/null; then
    echo "install.sh: no apt-get here to install:$packages; see the head of this file" >&2
    exit 1
  fi
  as_root=''
  [ "$(id -u)" = 0 ] || as_root='sudo'
  $as_root apt-get update
  # shellcheck disable=SC2086
  $as_root apt-get install -y --no-install-recommends $packages
fi

# Not `npm ci`: the lock file holds LanceDB's binary for the system that it was written on alone.
npm install --no-save
