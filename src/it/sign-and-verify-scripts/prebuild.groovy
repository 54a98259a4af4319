import io.github.authenticode.testing.sample.SampleFiles
import java.security.MessageDigest

// A script without a signature of its own, and a catalog that lists it.
def listed = new File(basedir, 'listed/listed.ps1')
def catalog = new File(basedir, 'catalog/scripts.cat')
[listed, catalog].each { it.parentFile.mkdirs() }
listed.bytes = "Write-Output 'Listed'\r\n".getBytes('US-ASCII')
catalog.bytes = SampleFiles.catalogOfFiles([MessageDigest.getInstance('SHA-256').digest(listed.bytes)] as byte[][])
return true
