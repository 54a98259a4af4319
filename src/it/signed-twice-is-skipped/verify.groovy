def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/authenticode/signing-report.json'), 'UTF-8')
assert report.files*.outcome == ['skipped', 'skipped']
assert report.files.every { it.sha256Before == it.sha256After && it.attempts == 0 }
def log = new File(basedir, 'build.log').getText('UTF-8')
assert log =~ /Signed 2, skipped 0, failed 0/ && log =~ /Signed 0, skipped 2, failed 0/
return true
