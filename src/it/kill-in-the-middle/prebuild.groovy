import java.security.MessageDigest

def seed = System.nanoTime()
println "Random seed $seed"
def random = new Random(seed)
def digest = { MessageDigest.getInstance('SHA-256').digest(it.bytes).encodeHex().toString() }

def folder = new File(basedir, 'files')
folder.mkdirs()
def copies = new File(basedir, 'copies')
copies.mkdirs()
def files = (1..60).collect { new File(folder, "script-${it}.ps1") }
files.each {
    it.text = "Write-Output '${it.name} ${'x' * random.nextInt(20_000)}'\r\n"
    new File(copies, it.name).text = it.text
}
context.original = files.collectEntries { [it.name, digest(it)] }
context.signed = [:]

// Maven without its shell script, so that it is the JVM itself that dies.
def classworlds = new File(maven, 'boot').listFiles().find { it.name ==~ /plexus-classworlds-.*\.jar/ }
def command = ["${System.getProperty('java.home')}/bin/java", '-XX:TieredStopAtLevel=1', '-cp', classworlds.path,
               "-Dclassworlds.conf=$maven/bin/m2.conf", "-Dmaven.home=$maven",
               '-Dmaven.mainClass=org.apache.maven.cling.MavenCling', "-Dmaven.multiModuleProjectDirectory=$basedir",
               'org.codehaus.plexus.classworlds.launcher.Launcher', '-B', '-s', new File(basedir, '../interpolated-settings.xml').path,
               "-Dmaven.repo.local=$localRepositoryPath", '-Dauthenticode.verify.skip', '-Dcopies.skip', 'package']

// Ctrl+C is not heard by a build in the background of a script, nor by its children.
def status = new File('/proc/self/status')
def deaf = status.canRead() && Long.parseUnsignedLong(status.readLines().find { it.startsWith('SigIgn:') }.substring(7).trim(), 16) & 2
def (signal, exitCode) = deaf ? ['TERM', 143] : ['INT', 130]

Integer.getInteger('authenticode.it.kills', 3).times { round ->
    // The first round is asked to end, where Java can be asked; all others are killed.
    def asked = round == 0 && File.separatorChar == '/'
    def process = new ProcessBuilder(command.collect { it.toString() }).directory(basedir).redirectErrorStream(true).start()
    process.outputStream.close()
    int lines = asked ? 1 + random.nextInt(5) : random.nextInt(12), seen = 0
    def said = []
    def alive = true
    long asking = 0
    process.inputStream.eachLine { line ->
        said << line
        def began = line.contains('Signing 60 files') || line ==~ /.*\[\d+\/60] signed .*(?<!by an earlier run)/
        if (alive && began && seen++ >= lines) {
            sleep(random.nextInt(12))
            asking = System.nanoTime()
            asked ? ['sh', '-c', "kill -$signal ${process.pid()}"].execute().waitFor() : process.toHandle().destroyForcibly()
            alive = false
        }
    }
    assert process.waitFor() != 0 && !alive : "round $round ended by itself:\n" + said.takeRight(30).join('\n')

    long took = (System.nanoTime() - asking).intdiv(1_000_000)
    assert folder.list() as Set == context.original.keySet()
    def changed = files.collectEntries { [it.name, digest(it)] } - context.original
    // Whatever one round signed must stay as it is in all later ones; verify looks at it in the end.
    context.signed.each { name, was -> assert changed[name] == was : "$name was signed twice" }
    if (asked) {
        def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/authenticode/signing-report.json'), 'UTF-8')
        def (done, undone) = report.files.split { it.outcome == 'signed' }
        assert process.exitValue() == exitCode && report.outcome == 'interrupted' && report.problems*.id == ['interrupted']
        assert done.collectEntries { [it.path.replaceAll('.*/', ''), it.sha256After] } == changed
        assert undone.size() == 60 - changed.size() && undone.every { it.outcome == 'unfinished' }
        assert said.any { it.contains("Interrupted. Signed ${changed.size()}, skipped 0, failed 0 of 60 files in ") }
        assert said.any { it.contains('it signs the rest, and no file twice') }
        assert new File(basedir, 'target/authenticode/work').list().every { it.startsWith('journal-') }
    }
    println "Round ${round + 1}: ${asked ? 'interrupted' : 'killed'}, ended in ${took} ms, ${changed.size()} of 60 signed"
    context.signed = changed
}
return true
