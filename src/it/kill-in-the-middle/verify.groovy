def report = { new groovy.json.JsonSlurper().parse(new File(basedir, "target/authenticode/${it}-report.json"), 'UTF-8') }
def name = { it.path.replaceAll('.*/', '') }
// The first execution has the plain name; it finds in the cache what the killed ones have kept.
def copies = report('signing')
assert copies.files.every { it.origin in ['signed', 'fromCache'] } && copies.files.size() == 60
assert copies.files.findAll { name(it) in context.signed }.every { it.origin == 'fromCache' && it.attempts == 0 }
def signing = report('first/signing')
def (earlier, now) = signing.files.split { it.origin == 'fromEarlierRun' }
assert signing.files.every { it.outcome == 'signed' } && signing.summary.fromEarlierRun == earlier.size()
assert earlier.collectEntries { [name(it), it.sha256After] } == context.signed
assert now.every { it.origin == 'fromIdenticalFile' && it.attempts == 0 } && signing.summary.fromIdenticalFile == now.size()
assert signing.files.collectEntries { [name(it), it.sha256Before] } == context.original
assert copies.files.collectEntries { [name(it), it.sha256After] } == signing.files.collectEntries { [name(it), it.sha256After] }
assert report('verification').files.size() == 60 && report('verification').files.every { it.outcome == 'trusted' }
assert new File(basedir, 'files').list() as Set == context.original.keySet()
assert !(new File(basedir, 'target/authenticode/work').list() ?: [])
assert new File(basedir, 'build.log').getText('UTF-8') =~ /Signed 60 \(${now.size()} as (an )?identical files?\b.*\), skipped 0, failed 0 of 60 files/
return true
