def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('TRUST_E_NOSIGNATURE (0x800B0100)')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'reports/verification-report.json'), 'UTF-8')
assert report.files*.outcome == ['trusted'] && report.project == null
return true
