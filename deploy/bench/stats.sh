#!/usr/bin/env bash
# Runs the benchmarks of the statistics library, on one core, and prints the distribution of their times.
# Needs a JDK 21 or newer, found by JAVA_HOME or on the path, and Maven. Arguments go to JMH: stats.sh -f 1 -i 3 boundaries
set -euo pipefail
cd "$(dirname "$0")"

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
version="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')"
if [ "${version%%.*}" -lt 21 ]; then
  echo "stats.sh: needs a JDK 21 or newer, but $java is $version; set JAVA_HOME" >&2
  exit 1
fi

mvn -q -B ${MAVEN_ARGS:-} compile
one_core=""
if command -v taskset > /dev/null; then one_core="taskset -c 0"; fi
exec $one_core "$java" -cp "target/classes:$(cat target/classpath.txt)" org.openjdk.jmh.Main \
  -jvm "$java" -jvmArgs "-Xms512m -Xmx512m -XX:+UseSerialGC" "$@"
