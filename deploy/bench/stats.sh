#!/usr/bin/env bash
# Runs the benchmarks of the statistics library, on one core, and prints the distribution of their times.
# Finds a JDK and Maven as run.sh does. Arguments go to JMH: stats.sh -f 1 -i 3 Boundaries
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=deploy/tools.sh
. ../tools.sh
need_jdk
need_maven
java=$JAVA_HOME/bin/java

mvn -q -B ${MAVEN_ARGS:-} compile
one_core=""
if command -v taskset > /dev/null; then one_core="taskset -c 0"; fi
exec $one_core "$java" -cp "target/classes:$(cat target/classpath.txt)" org.openjdk.jmh.Main \
  -jvm "$java" -jvmArgs "-Xms512m -Xmx512m -XX:+UseSerialGC" "$@"
