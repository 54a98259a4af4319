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
               "-Dmaven.repo.local=$localRepositoryPath", '-Dauthenticode.verify.skip', 'package']

Integer.getInteger('authenticode.it.kills', 3).times { round ->
    def process = new ProcessBuilder(command.collect { it.toString() }).directory(basedir).redirectErrorStream(true).start()
    process.outputStream.close()
    int lines = random.nextInt(12), seen = 0
    def said = []
    def alive = true
    process.inputStream.eachLine { line ->
        said << line
        def began = line.contains('Signing 60 files') || line ==~ /.*\[\d+\/60] signed .*(?<!by an earlier run)/
        if (alive && began && seen++ >= lines) {
            sleep(random.nextInt(12))
            process.toHandle().destroyForcibly()
            alive = false
        }
    }
    assert process.waitFor() != 0 && !alive : "round $round ended by itself:\n" + said.takeRight(30).join('\n')

    assert folder.list() as Set == context.original.keySet()
    def changed = files.collectEntries { [it.name, digest(it)] } - context.original
    // Whatever one round signed must stay as it is in all later ones; verify looks at it in the end.
    context.signed.each { name, was -> assert changed[name] == was : "$name was signed twice" }
    println "Round ${round + 1}: killed, ${changed.size()} of 60 signed"
    context.signed = changed
}
return true
