def reports = ['signing', 'verification'].collectMany { ["${it}-report.html", "${it}-report.json"] }
reports.each { assert new File(basedir, "target/authenticode/$it").length() > 0 : it }
def json = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/authenticode/verification-report.json'), 'UTF-8')
assert json.files*.path as Set == ['target/dist/hello.exe', 'target/dist/install.ps1'] as Set

println ''
println 'Signed and verified with a TEST CERTIFICATE: target/it/quickstart/target/dist'
println 'The reports, the first one for a browser:'
reports.each { println "  target/it/quickstart/target/authenticode/$it" }
return true
