#!/usr/bin/env bash
# Builds what is not built, then becomes the program: signals to this script reach the program itself.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
program=$root/platform-ui/target/quarkus-app/quarkus-run.jar
# shellcheck source=deploy/tools.sh
. "$root/deploy/tools.sh"

explain() {
    cat <<EOF
Usage: deploy/run.sh [--demo] [--help]

Starts Candor, the whole platform in one program, with a PostgreSQL of its own; builds it first where that
is needed. It runs until it gets Ctrl-C or a TERM, and then stops the program and its database in order.

  --demo   also load the demo: published experiments with their results, and a small shop at /demo/
  --help   show this and end

Environment:
  QUARKUS_HTTP_PORT        the port to listen on; 8080 if not set
  CANDOR_DATA_DIR          the folder for everything that is kept; data/ beside deploy/ if not set
  CANDOR_BOOTSTRAP_TOKEN   an administrator's API token to be valid from the first start
  QUARKUS_DATASOURCE_JDBC_URL, QUARKUS_DATASOURCE_USERNAME, QUARKUS_DATASOURCE_PASSWORD
                           a PostgreSQL (15 or newer) of your own, instead of the embedded one
  JAVA_HOME                the JDK to use, $OLDEST_JDK or newer; searched for in the usual folders if not set
  JAVA_OPTS                more options for the Java machine, such as -Xmx1g (160m if not set)

See deploy/README.md for the rest.
EOF
}

options=()
while [ $# -gt 0 ]; do
    case "$1" in
        --demo) options+=(-Dcandor.demo=true) ;;
        --help | -h)
            explain
            exit 0
            ;;
        *) refuse "deploy/run.sh does not know the option $1: see deploy/run.sh --help." 2 ;;
    esac
    shift
done

is_built() {
    [ -f "$program" ] || return 1
    # Tests are no part of the program.
    [ -z "$(find "$root/pom.xml" "$root"/platform-*/pom.xml "$root"/platform-*/src/main -newer "$program" -print | head -n 1)" ]
}

need_jdk
if ! is_built; then
    need_maven
    echo "Building Candor; the first time takes a few minutes ..."
    (cd "$root" && mvn -B -q -ntp -Dmaven.test.skip=true -pl platform-ui -am package) ||
        refuse "The build failed: its messages are above."
fi

# Little memory and a collector that needs little; what JAVA_OPTS says comes later and wins.
memory=(-Xmx160m)
case "${JAVA_OPTS:-}" in *-XX:+Use*GC*) ;; *) memory+=(-XX:+UseSerialGC) ;; esac

export CANDOR_DATA_DIR=${CANDOR_DATA_DIR:-$root/data}
echo "Starting Candor: http://localhost:${QUARKUS_HTTP_PORT:-8080}/ will answer in a few seconds; Ctrl-C stops it."
# shellcheck disable=SC2086  # JAVA_OPTS holds several words.
exec "$JAVA_HOME/bin/java" "${memory[@]}" ${JAVA_OPTS:-} ${options[@]+"${options[@]}"} -jar "$program"
