import groovy.json.JsonSlurper
import io.github.authenticode.testing.sample.SampleFiles

def problems = { new JsonSlurper().parse(new File(basedir, "$it/target/authenticode/signing-report.json"), 'UTF-8').files*.problems.flatten() }
def azure = new Properties()
new File(basedir, '../setup-azure/azure.properties').withInputStream { azure.load(it) }
def counters = new JsonSlurper().parse(new URL(azure['it.azure.refusing.control']))

// Two files, one question; the causes that are excluded, and the rest by rank.
def refused = problems('no-role')
assert refused*.id == ['artifact-signing-403'] * 2 && counters.requests.SUBMIT == 1
assert refused[0].cause.contains("Not the cause: the token is for https://codesigning.azure.net; this machine's clock is right; the token is valid until 20")
assert refused[0].cause.contains('the likeliest first: (1) application aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee (object id 99999999-8888-7777-6666-000000000000) lacks the role Artifact Signing Certificate Profile Signer (formerly Trusted Signing Certificate Profile Signer)')
assert refused[0].remedy.contains('look for the role Artifact Signing Certificate Profile Signer')
assert problems('secret-id')*.id == ['entra-wrong-secret'] && problems('secret-id')[0].evidence.startsWith('AADSTS7000215, HTTP 401')
assert problems('secret-id')[0].cause.contains("it looks like the secret's ID, not like its value")
assert ['EnvironmentCredential: the environment lacks', 'WorkloadIdentityCredential: ', 'ManagedIdentityCredential: Azure gave no such', 'AzureCliCredential: az is not logged in'].every { problems('nobody')[0].cause.contains(it) }

assert counters.operations == 0 && counters.violations == []
assert ['no-role/files/a.exe', 'no-role/files/b.exe', 'secret-id/files/a.exe', 'nobody/files/a.exe'].every { new File(basedir, it).bytes == SampleFiles.pe(500) }
def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('2 of 2 files could not be signed') && !(log =~ /val~ue|0a0a0a0a-1b1b|of-this-job|eyJ(0eXAi|hbGci|raWQi)/)
return true
