# Sourced after lib.sh. Keys, certificates and kubeconfigs of one cluster, good for 30 days.
authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -keyout "$dir/pki/$1.key" -out "$dir/pki/$1.crt" \
    -subj "/CN=$2" -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,digitalSignature 2>/dev/null
}
# certificate NAME SUBJECT EXTENSION...
certificate() {
  local base=$dir/pki/$1 subject=$2
  shift 2
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$base.key" -out "$base.csr" -subj "$subject" 2>/dev/null
  openssl x509 -req -in "$base.csr" -CA "$dir/pki/ca.crt" -CAkey "$dir/pki/ca.key" -CAcreateserial -days 30 -out "$base.crt" \
    -extfile <(printf '%s\n' keyUsage=digitalSignature "$@") 2>/dev/null
  rm "$base.csr"
}
# kubeconfig NAME: for the certificate of the same name
kubeconfig() {
  local pki=$dir/pki
  cat >"$dir/kubeconfig/$1" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: "https://$address:$port", certificate-authority-data: $(base64 -w0 "$pki/ca.crt")}}]
users: [{name: $1, user: {client-certificate-data: $(base64 -w0 "$pki/$1.crt"), client-key-data: $(base64 -w0 "$pki/$1.key")}}]
contexts: [{name: test, context: {cluster: test, user: $1, namespace: default}}]
current-context: test
YAML
}

make_credentials() {
  local client=extendedKeyUsage=clientAuth server=extendedKeyUsage=serverAuth,clientAuth name
  authority ca kubernetes-ca
  certificate apiserver /CN=kube-apiserver $server \
    "subjectAltName=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:$address,IP:$services_first"
  certificate kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client $client
  certificate admin /O=system:masters/CN=admin $client
  certificate controllers /CN=system:kube-controller-manager $server
  certificate scheduler /CN=system:kube-scheduler $server
  certificate proxy /CN=system:kube-proxy $client
  certificate node "/O=system:nodes/CN=system:node:$node_name" $server "subjectAltName=DNS:$node_name,IP:$address"
  openssl genrsa -out "$dir/pki/accounts.key" 2048 2>/dev/null
  openssl rsa -in "$dir/pki/accounts.key" -pubout -out "$dir/pki/accounts.pub" 2>/dev/null
  for name in admin controllers scheduler proxy node; do kubeconfig $name; done
}
