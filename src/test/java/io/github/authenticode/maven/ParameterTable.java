package io.github.authenticode.maven;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of parameters: what each one holds when nothing sets it, with {@code every-parameter.xml}, and with its
 * user property.
 */
final class ParameterTable {
    /**
     * A parameter.
     *
     * @param property its user property, empty for an element that has none
     * @param value what the user property is set to
     */
    public record Row(String name, String unset, String fromPom, String property, String value, String fromProperty) {}

    static final Map<String, Row> ROWS = Stream.of(
                    value(
                            "allowedHosts",
                            "[]",
                            "[pki.example.com, crl.example.com]",
                            "authenticode.allowedHosts",
                            "a.example.com,b.example.com",
                            "[a.example.com, b.example.com]"),
                    element(
                            "artifactSigning",
                            "{account=account, allowCustomEndpoint=true, apiVersion=2024-06-15, "
                                    + "certificateFile=azure.pem, certificatePasswordEnv=AZURE_PASSWORD, "
                                    + "certificateProfile=profile, clientId=client, correlationId=build-1, "
                                    + "credential=servicePrincipal, endpoint=https://weu.codesigning.azure.net, "
                                    + "excludeCredentials=[azureCli, environment], idTokenEnv=ID_TOKEN, "
                                    + "metadataFile=metadata.json, region=West Europe, secretGiven=false, serverId=azure, "
                                    + "serviceConnectionId=connection, tenantId=tenant, tokenEnv=TOKEN}"),
                    value("attachReports", "true", "false", "authenticode.attachReports", "false"),
                    element(
                            "awsKms",
                            "{certificateFile=aws.pem, endpoint=https://kms.example.com, key=alias/code-signing, "
                                    + "region=eu-west-1, serverId=aws}"),
                    element("azuresigntool", "{executable=tools/AzureSignTool.exe, timeout=3m, timeoutPerFile=4s}"),
                    element("cache", "{enabled=false, folder=cache}"),
                    value(
                            "catalogs",
                            "[]",
                            "[{directory=cat, excludes=[], includes=[app.cat], oneText=false}]",
                            "authenticode.catalogs",
                            "a.cat,dist/*.cat",
                            "[{directory=null, excludes=[], includes=[a.cat], oneText=true}, {directory=null, "
                                    + "excludes=[], includes=[dist/*.cat], oneText=true}]"),
                    value("concurrency", "null", "3", "authenticode.concurrency", "7"),
                    value("description", "null", "Example Installer", "authenticode.description", "By Property"),
                    value("digest", "SHA-256", "SHA-512", "authenticode.digest", "SHA-384"),
                    value("engine", "auto", "embedded", "authenticode.engine", "signtool"),
                    value("existingSignature", "skip", "append", "authenticode.existingSignature", "replace"),
                    value("failIfNoFiles", "reactor", "never", "authenticode.failIfNoFiles", "module"),
                    value("fetchIntermediates", "false", "true", "authenticode.fetchIntermediates", "true"),
                    value(
                            "files",
                            "[]",
                            "[{directory=target/dist, excludes=[old.exe], includes=[*.exe, *.dll], oneText=false}, "
                                    + "{directory=msi, excludes=[], includes=[], oneText=false}]",
                            "authenticode.files",
                            "a.exe,dist/*.msi",
                            "[{directory=null, excludes=[], includes=[a.exe], oneText=true}, {directory=null, "
                                    + "excludes=[], includes=[dist/*.msi], oneText=true}]"),
                    value("foreignSignature", "keep", "fail", "authenticode.foreignSignature", "append"),
                    value("format", "text", "json", "authenticode.format", "json"),
                    element(
                            "googleKms",
                            "{certificateFile=google.pem, credentialsFile=google.json, "
                                    + "endpoint=https://kms.example.com, keyVersion=projects/p/locations/l/keyRings/r/"
                                    + "cryptoKeys/k/cryptoKeyVersions/1}"),
                    element(
                            "hashicorpVault",
                            "{address=https://vault.example.com:8200, appRoleMount=builds, certificateFile=hashicorp.pem, "
                                    + "key=code-signing, mount=signing/transit, namespace=team, serverId=hashicorp, "
                                    + "version=2}"),
                    element("keyContainer", "{certificateFile=container.crt, container=release-key, csp=Example KSP}"),
                    element(
                            "keyLocker",
                            "{allowCustomHost=true, certificateAlias=release-certificate, certificateFile=keylocker.crt, "
                                    + "clientCertificateFile=client.p12, clientCertificatePasswordEnv=CLIENT_PASSWORD, "
                                    + "clientCertificateServerId=client, host=https://keylocker.example.com, "
                                    + "keypairAlias=release-key, kspName=DigiCert Software Trust Manager KSP, "
                                    + "serverId=keylocker, thumbprint=C1C1A0655D1075985948BFE91391408740412F7E}"),
                    element(
                            "keyVault",
                            "{allowCustomEndpoint=true, certificate=code-signing, certificateFile=vault.pem, "
                                    + "certificatePasswordEnv=VAULT_PASSWORD, chainFile=vault-chain.pem, clientId=vault-client, credential=azureCli, "
                                    + "idTokenEnv=VAULT_ID_TOKEN, secretGiven=false, serverId=vault, "
                                    + "serviceConnectionId=vault-connection, tenantId=vault-tenant, tokenEnv=VAULT_TOKEN, "
                                    + "vault=example-vault, version=0123456789abcdef0123456789abcdef}"),
                    element(
                            "keystore",
                            "{alias=release, certificateFile=chain.pem, file=release.p12, keyPasswordEnv=KEY_PASSWORD, "
                                    + "passwordEnv=PASSWORD, passwordGiven=false, serverId=codesign, type=pkcs12}"),
                    element(
                            "pkcs11",
                            "{alias=codesign, certificateFile=token.pem, library=lib/libtoken.so, module=opensc, "
                                    + "pinEnv=TOKEN_PIN, pinGiven=false, serial=0123456789, serverId=token, "
                                    + "thumbprint=C1C1A0655D1075985948BFE91391408740412F7E, token=Release}"),
                    element("smctl", "{executable=tools/smctl.exe, timeout=4m, timeoutPerFile=6s}"),
                    value("lookInside", "false", "true", "authenticode.lookInside", "true"),
                    value(
                            "outputDirectory",
                            "target/authenticode",
                            "reports",
                            "authenticode.outputDirectory",
                            "elsewhere"),
                    element(
                            "policy",
                            ""
                                    + "<policy><publisher>Example Ltd</publisher><rsaKeySize severity=\"warning\">3072</rsaKeySize></policy>"),
                    value("policyFile", "null", "signing-policy.yaml", "authenticode.policyFile", "policy.json"),
                    value("repair", "false", "true", "authenticode.repair", "true"),
                    value("revocation", "off", "soft", "authenticode.revocation", "hard"),
                    value("secondOpinion", "auto", "signtool", "authenticode.secondOpinion", "none"),
                    element(
                            "signtool",
                            "{additionalCertificate=cross.crt, batch=100, debug=false, dlib=kit/dlib.dll, "
                                    + "executable=kit/signtool.exe, extraArguments=[/ac, more.crt], pageHashes=on, timeout=1m, "
                                    + "timeoutPerFile=2s}"),
                    value("skip", "false", "true", "authenticode.skip", "true"),
                    value("skipSign", "false", "true", "authenticode.sign.skip", "true"),
                    value("skipVerify", "false", "true", "authenticode.verify.skip", "true"),
                    element(
                            "storeCertificate",
                            "{automatic=true, friendlyName=My release, issuer=Example CA, keypairAlias=key_1, "
                                    + "machineStore=true, root=Example Root, store=MY, "
                                    + "subject=Example, thumbprint=C1C1A0655D1075985948BFE91391408740412F7E}"),
                    element("testCertificate", "{allowInRelease=true, folder=test-certificate}"),
                    element(
                            "timestamp",
                            "{attempts=9, enabled=false, retryDelay=3s, timeout=30s, urls=[http://tsa.example.com, "
                                    + "http://tsa.example.org]}"),
                    value(
                            "trustedRoots",
                            "[]",
                            "[root.pem, roots]",
                            "authenticode.trustedRoots",
                            "a.pem,more/b.pem",
                            "[a.pem, more/b.pem]"),
                    value("url", "null", "https://example.org/", "authenticode.url", "https://property.example/"),
                    value("verifyAt", "null", "2027-01-31T12:00:00Z", "authenticode.verifyAt", "2026-12-24T18:00:00Z"))
            .collect(Collectors.toMap(Row::name, row -> row, (a, b) -> a, TreeMap::new));

    private ParameterTable() {}

    private static Row element(String name, String fromPom) {
        return new Row(name, "null", fromPom, "", "", "null");
    }

    private static Row value(String name, String unset, String fromPom, String property, String value) {
        return value(name, unset, fromPom, property, value, value);
    }

    private static Row value(
            String name, String unset, String fromPom, String property, String value, String fromProperty) {
        return new Row(name, unset, fromPom, property, value, fromProperty);
    }
}
