def report = { new groovy.json.JsonSlurper().parse(new File(basedir, "target/authenticode/${it}-report.json"), 'UTF-8') }
def name = { it.path.replaceAll('.*/', '') }
def signing = report('signing')
def (earlier, now) = signing.files.split { it.origin == 'fromEarlierRun' }
assert signing.files.every { it.outcome == 'signed' } && signing.summary.fromEarlierRun == earlier.size()
assert earlier.collectEntries { [name(it), it.sha256After] } == context.signed
assert signing.files.collectEntries { [name(it), it.sha256Before] } == context.original
assert report('verification').files.size() == 60 && report('verification').files.every { it.outcome == 'trusted' }
assert new File(basedir, 'files').list() as Set == context.original.keySet()
def copies = report('copies/signing')
assert copies.summary.fromCache == 60 && copies.files.every { it.origin == 'fromCache' && it.attempts == 0 }
assert copies.files.collectEntries { [name(it), it.sha256After] } == signing.files.collectEntries { [name(it), it.sha256After] }
assert !(new File(basedir, 'target/authenticode/work').list() ?: [])
assert new File(basedir, 'build.log').getText('UTF-8') =~ /Signed 60 \(60 from the cache\), skipped 0, failed 0 of 60 files/
return true
