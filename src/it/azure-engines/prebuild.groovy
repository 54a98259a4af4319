import io.github.authenticode.testing.SampleFiles

['embedded', 'signtool'].each { module ->
    new File(basedir, "$module/files").mkdirs()
    (1..6).each { new File(basedir, "$module/files/${it}.exe").bytes = SampleFiles.pe(500 + it) }
}
// What stands in for Azure's library has its key in a file of the profile's name.
def found = new Properties()
new File(basedir, '../setup-azure/azure.properties').withInputStream { found.load(it) }
def library = new File(found['it.dlib']).parentFile
new File(basedir, 'dlib').mkdirs()
library.eachFile(groovy.io.FileType.FILES) { new File(basedir, "dlib/$it.name").bytes = it.bytes }
new File(basedir, "dlib/${found['it.azure.profile']}.blob").bytes = new File(library, 'profile.blob').bytes
return true
