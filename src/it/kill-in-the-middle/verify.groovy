def report = { new groovy.json.JsonSlurper().parse(new File(basedir, "target/authenticode/${it}-report.json"), 'UTF-8').files }
def name = { it.path - 'files/' }
def (skipped, signed) = report('signing').split { it.outcome == 'skipped' }
assert skipped.collectEntries { [name(it), it.sha256After] } == context.signed
assert signed.collectEntries { [name(it), it.sha256Before] } == context.original.findAll { !(it.key in context.signed) }
assert signed.every { it.outcome == 'signed' } && context.signed.size() in 1..299
assert report('verification').size() == 300 && report('verification').every { it.outcome == 'trusted' }
assert new File(basedir, 'files').list() as Set == context.original.keySet()
return true
