def reports = ['signing', 'verification'].collectMany { ["${it}-report.html", "${it}-report.json"] }
reports.each { assert new File(basedir, "target/authenticode/$it").length() > 0 : it }
def json = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/authenticode/verification-report.json'), 'UTF-8')
assert json.files*.path as Set == ['target/dist/hello.exe', 'target/dist/install.ps1'] as Set

// As launch4j starts it: the signature must leave the jar in the program readable.
def java = ["${System.getProperty('java.home')}/bin/java", '-cp', "$basedir/target/dist/hello.exe", 'demo.Hello']*.toString()
assert java.execute().text.trim() == 'Hello from a signed program.'

println ''
println 'Signed and verified with a TEST CERTIFICATE: target/it/quickstart/target/dist'
println 'The reports, the first one for a browser:'
reports.each { println "  target/it/quickstart/target/authenticode/$it" }
return true
