#!/usr/bin/env bash
# How the scripts find a JDK and Maven, with made-up ones.
set -uo pipefail
# shellcheck source=deploy/test/program.sh
. "$(dirname "$0")/program.sh"
# shellcheck source=deploy/tools.sh
. "$root/deploy/tools.sh"
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

make_jdk() {
    mkdir -p "$made/$1/bin"
    printf '#!/bin/sh\necho javac %s\n' "$2" >"$made/$1/bin/javac"
    cp "$made/$1/bin/javac" "$made/$1/bin/java"
    chmod +x "$made/$1/bin/java" "$made/$1/bin/javac"
}

make_maven() {
    mkdir -p "$made/maven"
    printf '#!/bin/sh\nprintf "\\033[1mApache Maven %s\\033[m\\n"\n' "$1" >"$made/maven/mvn"
    chmod +x "$made/maven/mvn"
}

make_jdk old 17.0.15
make_jdk new 25.0.1
make_jdk newest 30
echo 'JAVA_VERSION="21.0.4"' >"$made/newest/release"
mkdir -p "$made/runtime-only/bin"
cp "$made/new/bin/java" "$made/runtime-only/bin/java"

check "the JDK named is taken" is "$(JAVA_HOME=$made/new; need_jdk; echo "$JAVA_HOME")" "$made/new"
check "a JDK's own release file is believed" is "$(jdk_version "$made/newest")" 21
check "a machine without a compiler is no JDK" is "$(jdk_version "$made/runtime-only")" ""

usual_jdk_folders() { printf '%s\n' "$made/runtime-only" "$made/old" "$made/new"; }
check "a JDK that is too old is passed over" is "$(need_jdk; echo "$JAVA_HOME")" "$made/new"

usual_jdk_folders() { echo "$made/old"; }
said=$(need_jdk 2>&1)
check "only an old JDK: refused" is $? 1
check "only an old JDK: it is named" is "$said" \
    "Candor needs a JDK 21 or newer and found only 17 in $made/old: install a newer one, or set JAVA_HOME to it."

usual_jdk_folders() { :; }
said=$(need_jdk 2>&1)
check "no JDK: refused" is $? 1
check "no JDK: one sentence" is "$said" "Candor needs a JDK 21 or newer and found none: install one, or set JAVA_HOME to it."

make_maven 3.8.7
check "Maven 3.8.7 will do" is "$(PATH=$made/maven:$PATH; need_maven 2>&1; echo $?)" 0
make_maven 3.10.0
check "Maven 3.10 is newer than 3.8.7" is "$(PATH=$made/maven:$PATH; need_maven 2>&1; echo $?)" 0
make_maven 3.6.3
check "an old Maven is refused" is "$(PATH=$made/maven:$PATH; need_maven 2>&1)" \
    "Candor needs Maven 3.8.7 or newer to build itself and found 3.6.3: install a newer one."
