def report = { new groovy.json.JsonSlurper().parse(new File(basedir, "$it/target/authenticode/signing-report.json"), 'UTF-8') }
def bad = report('one-bad-file').files.collectEntries { [it.path, it] }
assert bad.values()*.outcome == ['signed', 'failed', 'signed']
assert bad['files/m.exe'].problems*.id == ['signtool-format-unrecognized']

def dead = report('dead-authority')
assert dead.files*.outcome == ['failed'] && dead.files*.problems*.id == [['signtool-timestamp-failed']]
assert dead.files*.attempts == [3] && dead.durationMillis < 60_000
context.before.each { name, bytes -> assert new File(basedir, name).bytes.toList() == bytes : name }
return true
