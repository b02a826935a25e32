import type { AlertWord } from '../../../engine/sdk.ts'
import { looking, type Steps, step } from './steps.ts'

/** Words whose alerts are raised for a node. */
export type NodeWord = Extract<
  AlertWord,
  'iowait' | 'diskBusy' | 'diskWait' | 'diskFull' | 'diskReadOnly' | 'inodes' | 'nodeMemory' | 'nodeNotReady' | 'nodeClock'
>

const NODE = 'node=NAME-FROM-THE-ALERT'
const pods = step('what runs there', 'kubectl get pods --all-namespaces --output wide --field-selector "spec.nodeName=$node"')
const describe = step('what Kubernetes says of it', 'kubectl describe node "$node"')
const cordon = step('no new pods there', 'kubectl cordon "$node"')
const drain = step(
  'its pods go elsewhere, as far as their budgets let them',
  'kubectl drain "$node" --ignore-daemonsets --delete-emptydir-data --timeout 15m',
)
const back = step('pods may come again', 'kubectl uncordon "$node"')

/** On the node itself. */
const on = (why: string, command: string) => step(`on the node: ${why}`, command)

/** What to do about an alert of a node. The name stands in the alert. */
export function nodeSteps(word: NodeWord): Steps {
  const name = step('the node that the alert names', NODE)
  switch (word) {
    case 'iowait':
    case 'diskBusy':
    case 'diskWait':
      return {
        look: [
          name,
          pods,
          on('which disk is busy, and how long requests take (r_await, w_await)', 'iostat -xz 5 3'),
          on('which processes wait for it', 'pidstat -d 5 3'),
          on('processes that hang in the kernel (state D)', 'ps -eo state,pid,ppid,wchan:30,args | awk \'$1 == "D"\''),
          on('what a process belongs to: the id of its container', 'cat "/proc/PID/cgroup"'),
          on('whether the kernel has found errors of the disk', 'dmesg --level err,warn --ctime'),
        ],
        act: [name, cordon, drain, back],
      }
    case 'diskFull':
    case 'inodes':
      return {
        look: [
          name,
          describe,
          on('how full each file system is', 'df -h'),
          on('how many files it may still take', 'df -i'),
          on('what is largest', 'du -xh --max-depth 2 /var | sort -h | tail -n 20'),
          on('files that are gone, but still open', 'lsof +L1'),
          on('images', 'crictl images'),
        ],
        act: [
          on('images that no container uses', 'crictl rmi --prune'),
          on('the journal, but for two days', 'journalctl --vacuum-time 2d'),
        ],
      }
    case 'diskReadOnly':
      return {
        look: [
          name,
          pods,
          on('what the kernel says', 'dmesg --level err,warn --ctime'),
          on('mounts that can only be read', "awk '$4 ~ /(^|,)ro(,|$)/' /proc/mounts"),
        ],
        act: [name, cordon, drain],
      }
    case 'nodeMemory':
      return {
        look: [
          name,
          describe,
          step('what each pod uses', 'kubectl top pods --all-namespaces --sort-by memory'),
          on('what is free', 'free -m'),
          on('what the kernel killed', 'dmesg --ctime'),
        ],
        act: [name, cordon, drain, back],
      }
    case 'nodeNotReady':
      return {
        look: [
          name,
          describe,
          pods,
          on('what the kubelet says', 'journalctl --unit kubelet --since -30m --no-pager'),
          on('whether the runtime works', 'crictl info'),
        ],
        act: [on('a new kubelet', 'systemctl restart kubelet'), name, drain],
      }
    case 'nodeClock':
      return looking(name, describe, on('how far it is off, and from whom', 'chronyc tracking'), on('whom it asks', 'chronyc sources'))
  }
}
