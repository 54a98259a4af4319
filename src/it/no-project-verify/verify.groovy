def log = new File(basedir, 'build.log').getText('UTF-8')
// Maven 4 marks what a plugin prints, unless it is told --raw-streams, which Maven 3 does not know.
def out = log.replaceAll(/(?m)^\[INFO] \[stdout] /, '')
def printed = out.substring(out.indexOf('{\n'), out.indexOf('\n}\n') + 3)
def refused = new groovy.json.JsonSlurper().parseText(printed)
assert refused.files*.outcome == ['rejected'] && refused.files[0].violations*.rule == ['signed']

assert log.contains('Without a project, reports go to ') && !new File(basedir, '${project.basedir}').exists()
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/authenticode/verification-report.json'), 'UTF-8')
assert report.files*.outcome == ['trusted'] && report.project == null && report.policy.file.name == 'policy.yaml'
assert report.files[0].signatures[0].violations.collect { it.rule + ' ' + it.severity } == ['issuer warning']
assert report.warnings.any { it.contains('1 file is not signed') && it.contains('unsigned.ps1') }
assert report.warnings.any { it.contains('"old/*.ps1" matches no signable file') }
assert log.contains('WARNING issuer: ') && log.contains(', 1 warning')
assert report.online.revocation == 'soft' && log.contains('Not checked: revocation (Nobody could tell of "')
def checks = report.files[0].signatures[0].evidence.checks
assert checks.find { it.id == 'chain' }.made && !checks.find { it.id == 'revocation' }.made
return true
