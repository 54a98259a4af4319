def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('TRUST_E_NOSIGNATURE (0x800B0100)')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'reports/verification-report.json'), 'UTF-8')
assert report.files*.outcome == ['trusted'] && report.project == null
assert report.online.revocation == 'soft' && log.contains('Not checked: revocation (Nobody could tell of "')
def checks = report.files[0].signatures[0].evidence.checks
assert checks.find { it.id == 'chain' }.made && !checks.find { it.id == 'revocation' }.made
return true
