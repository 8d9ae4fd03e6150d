# Sourced. A cluster's folder: kind, settings (of this file), pki/, kubeconfig/, log/, pid/, etcd/.
# Settings: dir, bin (kube-*), etcd_program, address, port, controllers (yes or no), nodes (yes or no)
fail() { echo "cluster: $*" >&2; exit 1; }

services_cidr=10.96.0.0/16
services_first=10.96.0.1
pods_cidr=10.244.0.0/16
node_name=node1

save_settings() {
  local name
  for name in dir bin etcd_program address port controllers nodes; do printf '%s=%q\n' "$name" "${!name}"; done >"$dir/settings"
}

# is_version_before MINOR: whether the API server is older than 1.MINOR
is_version_before() {
  local text
  text=$("$bin/kube-apiserver" --version) # Kubernetes v1.20.2
  text=${text#*v1.}
  [ "${text%%.*}" -lt "$1" ]
}

# launch NAME COMMAND...: in the background, in a session of its own
launch() {
  local name=$1
  shift
  setsid "$@" >>"$dir/log/$name" 2>&1 </dev/null &
  echo $! >"$dir/pid/$name"
}
# await NAME SECONDS COMMAND...: until the command succeeds; fails at once when the program has ended
await() {
  local name=$1 deadline=$((SECONDS + $2))
  shift 2
  until "$@" >/dev/null 2>&1; do
    kill -0 "$(cat "$dir/pid/$name")" 2>/dev/null || { tail -n 20 "$dir/log/$name" >&2; fail "$name ended; its log is $dir/log/$name"; }
    ((SECONDS < deadline)) || { tail -n 20 "$dir/log/$name" >&2; fail "$name did not become ready; its log is $dir/log/$name"; }
    sleep 0.1
  done
}

start_etcd() {
  local client=http://127.0.0.1:$((port + 1)) peer=http://127.0.0.1:$((port + 2))
  launch etcd "$etcd_program" --name e --data-dir "$dir/etcd" --logger zap --unsafe-no-fsync \
    --listen-client-urls $client --advertise-client-urls $client \
    --listen-peer-urls $peer --initial-advertise-peer-urls $peer --initial-cluster "e=$peer"
  await etcd 30 curl -sf -m 2 $client/health
}

start_apiserver() {
  local pki=$dir/pki reconciler=lease issuer=https://kubernetes.default.svc.cluster.local
  # The addresses of endpoints must not be loopback ones.
  [ "$address" = 127.0.0.1 ] && reconciler=none
  launch apiserver "$bin/kube-apiserver" --etcd-servers "http://127.0.0.1:$((port + 1))" \
    --bind-address $address --advertise-address $address --secure-port $port --endpoint-reconciler-type $reconciler \
    --service-cluster-ip-range $services_cidr --allow-privileged=true --authorization-mode Node,RBAC \
    --enable-admission-plugins NodeRestriction --client-ca-file "$pki/ca.crt" \
    --tls-cert-file "$pki/apiserver.crt" --tls-private-key-file "$pki/apiserver.key" \
    --service-account-key-file "$pki/accounts.pub" --service-account-signing-key-file "$pki/accounts.key" \
    --service-account-issuer $issuer --api-audiences $issuer \
    --kubelet-certificate-authority "$pki/ca.crt" --kubelet-client-certificate "$pki/kubelet-client.crt" \
    --kubelet-client-key "$pki/kubelet-client.key" --kubelet-preferred-address-types InternalIP,Hostname
  await apiserver 90 curl -sf -m 2 --cacert "$pki/ca.crt" --cert "$pki/admin.crt" --key "$pki/admin.key" "https://$address:$port/readyz"
}

start_controllers() {
  local config=$dir/kubeconfig/controllers pki=$dir/pki no_plain_port=()
  is_version_before 24 && no_plain_port=(--port 0)
  launch controllers "$bin/kube-controller-manager" --kubeconfig "$config" --authentication-kubeconfig "$config" \
    --authorization-kubeconfig "$config" --bind-address 127.0.0.1 --secure-port $((port + 3)) --cert-dir "$pki/controllers" \
    --use-service-account-credentials=true --service-account-private-key-file "$pki/accounts.key" --root-ca-file "$pki/ca.crt" \
    --cluster-signing-cert-file "$pki/ca.crt" --cluster-signing-key-file "$pki/ca.key" --allocate-node-cidrs=true \
    --cluster-cidr $pods_cidr --service-cluster-ip-range $services_cidr --leader-elect=false "${no_plain_port[@]}"
}

start_scheduler() {
  local config=$dir/kubeconfig/scheduler no_plain_port=()
  is_version_before 24 && no_plain_port=(--port 0)
  launch scheduler "$bin/kube-scheduler" --kubeconfig "$config" --authentication-kubeconfig "$config" \
    --authorization-kubeconfig "$config" --bind-address 127.0.0.1 --secure-port $((port + 4)) --cert-dir "$dir/pki/scheduler" \
    --leader-elect=false "${no_plain_port[@]}"
}

# The control plane, from nothing to a default service account where controllers run.
start_all() {
  start_etcd
  start_apiserver
  if [ "$controllers" = yes ]; then
    start_controllers
    [ "$nodes" = yes ] && start_scheduler
    await controllers 60 kubectl --kubeconfig "$dir/kubeconfig/admin" get serviceaccount default
  fi
}
