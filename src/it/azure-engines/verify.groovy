import groovy.json.JsonSlurper

def report = { module, goal -> new JsonSlurper().parse(new File(basedir, "$module/target/authenticode/$goal-report.json"), 'UTF-8') }
def azure = new Properties()
new File(basedir, '../setup-azure/azure.properties').withInputStream { azure.load(it) }
def counters = new JsonSlurper().parse(new URL(azure['it.azure.hurried.control']))

// An assertion for each exchange and for each call of signtool: they end so soon that the first would have done for one alone.
def calls = new File(basedir, '../setup-signtool/calls.log').readLines('UTF-8').count { it.contains("/$basedir.name/") && it.contains(' sign ') }
assert counters.tokens >= 2 && counters.requests.TOKEN == counters.tokens && calls >= 1
assert counters.requests.GITHUB == counters.tokens + calls && counters.violations == [] && counters.operations == 6

// Both reports say the same, but for who signed, and what only a service or a time can tell.
def kind = { file -> [file.subMap('path', 'format', 'sha256Before', 'outcome', 'attempts', 'problems', 'violations', 'opinion'),
    file.keySet() - 'operations', file.signatures.collect { s -> [s.keySet(), s.subMap('digestAlgorithm', 'description', 'violations'), s.timestamp - s.timestamp.subMap('time')] }] }
def same = { r -> [r.keySet(), r.outcome, r.plugin, r.policy, r.summary, r.warnings, r.problems, r.signing?.identity, r.signing?.timestamp, r.files.collect(kind)] }
['signing', 'verification'].each { assert same(report('embedded', it)) == same(report('signtool', it)) : it }
assert ['embedded', 'signtool'].collect { report(it, 'signing').signing.engine } == ['embedded', 'signtool']
assert report('embedded', 'verification').files*.outcome == ['trusted'] * 6
return true
