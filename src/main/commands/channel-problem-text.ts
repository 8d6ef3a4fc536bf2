import type { ChannelProblem } from '../../outreach/channels/channel-for.ts'
import { secretVariable } from '../../outreach/contract/secret-variable.ts'

/** Why an account cannot be opened, and what to do. */
export function channelProblemText(problem: ChannelProblem): string {
  switch (problem.kind) {
    case 'settings-invalid':
      return `the settings do not hold: ${problem.paths.join(', ')}`
    case 'secret-missing':
      return `the secret "${problem.name}" is not there: set ${secretVariable(problem.name)} or put it into KEMBALI_SECRETS_FILE`
    case 'dkim-key-unusable':
      return `the secret "${problem.name}" is no private key in PEM form`
    case 'sender-unusable':
      return 'the sender cannot be used: for e-mail write an address like recepcja@klinika.example, for SMS a number or a name of up to 11 plain characters'
    case 'wrong-channel':
      return 'this provider does not carry that channel'
  }
}
