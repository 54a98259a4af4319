def name = "target/Größe & Maß (50 %) it's! 🖋/hello & good bye.ps1"
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/authenticode/verification-report.json'), 'UTF-8')
assert report.files*.path == [name]
assert report.files*.outcome == ['trusted']
return true
