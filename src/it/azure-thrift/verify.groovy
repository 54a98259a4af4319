import groovy.json.JsonSlurper

def report = { new JsonSlurper().parse(new File(basedir, it + '-report.json'), 'UTF-8') }
def azure = new Properties()
new File(basedir, '../setup-azure/azure.properties').withInputStream { azure.load(it) }
def counters = { new JsonSlurper().parse(new URL(azure["it.azure.${it}.control"])) }
def signings = ['one', 'two'].collectMany { ["$it/target/authenticode/signing", "$it/target/authenticode/all/signing"] }.collect(report)
def services = signings*.signing*.service

// Six files of five contents, four of which a second execution comes across again.
assert signings*.files*.outcome.flatten().countBy { it } == [signed: 6, skipped: 4]
assert counters('thrift').violations == [] && counters('thrift').operations == 5 && services*.signaturesSpent.sum() == 5
assert services*.signaturesSaved.sum() == 5 && services*.correlationId.unique() == counters('thrift').correlationIds
assert counters('thrift').tokens == 1 && counters('thrift').requests.TOKEN == 1
def signed = signings*.files.flatten().findAll { it.outcome == 'signed' }
assert signed.every { it.operations.size() == 1 } && signed*.operations.flatten().unique().size() == 5
assert ['one', 'two'].every { report("$it/target/authenticode/verification").files*.outcome == ['trusted'] * 3 }

// Of another double, whose certificate changes with every second signature; the token is the same.
def renewed = report('renewed/target/authenticode/signing')
assert renewed.files*.outcome == ['signed'] * 4 && renewed.signing.service.signaturesSpent == 4
assert renewed.files*.signatures*.signer*.sha256.flatten().unique().size() >= 2
assert counters('rotating').violations == [] && counters('rotating').operations == 4 && counters('rotating').tokens == 0
return true
