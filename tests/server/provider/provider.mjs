// A real OpenID provider on loopback, for the tests of signing in.
// node provider.mjs PORT FOLDER: FOLDER/people.json holds the claims of each person,
// FOLDER/addresses.json where the dashboard is; a file FOLDER/wrong-audience makes it
// hand out tokens that are meant for another program.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Provider from 'oidc-provider';

const [port, folder] = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf-8'));

const callbacks = read('addresses.json').map((address) => `${address}/oauth2callback`);
const client = (id) => ({
  client_id: id,
  client_secret: `secret-of-${id}`,
  redirect_uris: callbacks,
  post_logout_redirect_uris: callbacks,
});

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [client('dashboard'), client('another')],
  claims: {
    openid: ['sub'],
    profile: ['preferred_username', 'groups', 'realm_access'],
    email: ['email', 'email_verified'],
  },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: true } },
  loadExistingGrant: async ({ oidc }) => { // the company consents for its people
    const grant = new oidc.provider.Grant({
      accountId: oidc.session.accountId,
      clientId: oidc.client.clientId,
    });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
  pkce: { required: () => true },
  findAccount: (context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, preferred_username: `${id}@example.se`, ...read('people.json')[id] }),
  }),
});

provider.use(async (context, next) => {
  await next();
  if (context.oidc?.route !== 'token' || !existsSync(join(folder, 'wrong-audience'))) return;
  const { sub, nonce } = JSON.parse(atob(context.body.id_token.split('.')[1]));
  const other = await provider.Client.find('another');
  const token = new provider.IdToken({ sub, nonce }, { ctx: context, client: other });
  token.set('nonce', nonce);
  context.body.id_token = await token.issue({ use: 'idtoken' });
});

provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
