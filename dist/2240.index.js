export const id = 2240;
export const ids = [2240];
export const modules = {

/***/ 4851:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ $),
/* harmony export */   b: () => (/* binding */ f),
/* harmony export */   c: () => (/* binding */ m),
/* harmony export */   d: () => (/* binding */ u)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2248);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var l={succeeded:"\u2705",unchanged:"\u2796","rolled-back":"\u21A9\uFE0F","rollback-failed":"\u{1F6D1}",stopped:"\u23F9\uFE0F",superseded:"\u23ED\uFE0F","timed-out":"\u23F1\uFE0F",failed:"\u274C"};function $(e,t){let n=t.map(o=>[`\`${o.component}\``,`${l[o.outcome]} ${o.outcome}`,o.detail,(0,_chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_1__.b)(o.seconds)]),a=t.flatMap(({dossier:o})=>o?[p(o)]:[]);return[`### ${e}`,(0,_chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_1__.a)(["component","outcome","what","took"],n),...a].join(`

`)}function p(e){let t=e.evidence.filter(({lines:n})=>n.length>0).map(({title:n,lines:a})=>`<details open><summary>${u(n)}</summary>

${m(a)}

</details>`);return[`#### \`${e.component}\` ${e.outcome}`,`**Reason:** ${e.reason}`,...e.probableCause?[`**Probable cause:** ${e.probableCause}`]:[],`**Next step:** ${e.nextStep}`,...t].join(`

`)}function f(e){return[`${e.component}: ${e.outcome}`,`  reason: ${e.reason}`,...e.probableCause?[`  probable cause: ${e.probableCause}`]:[],...e.evidence.filter(({lines:t})=>t.length>0).flatMap(({title:t,lines:n})=>[`  ${t}:`,...n.map(a=>`    ${a}`)]),`  next step: ${e.nextStep}`]}function m(e){let t=Math.max(2,...e.flatMap(a=>[...a.matchAll(/`+/g)].map(([o])=>o.length))),n="`".repeat(t+1);return[n,...e,n].join(`
`)}function u(e){return e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;")}


/***/ }),

/***/ 8094:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ T),
/* harmony export */   b: () => (/* binding */ g)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_RREUC4HP_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5612);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
async function T(t,n,e){let r={system:n.system,environment:n.name},s=(0,_chunk_RREUC4HP_js__WEBPACK_IMPORTED_MODULE_1__.b)(u(e),r);if(s.length===0)return e;let{readParameters:c}=await Promise.all(/* import() */[__webpack_require__.e(4847), __webpack_require__.e(8501)]).then(__webpack_require__.bind(__webpack_require__, 8501)),a=await c(t,s);return m(e,i=>(0,_chunk_RREUC4HP_js__WEBPACK_IMPORTED_MODULE_1__.c)(i,a,r))}function u(t){return typeof t=="string"?[t]:typeof t=="object"&&t!==null?Object.values(t).flatMap(u):[]}function m(t,n){return typeof t=="string"?n(t):Array.isArray(t)?t.map(e=>m(e,n)):typeof t=="object"&&t!==null?Object.fromEntries(Object.entries(t).map(([e,r])=>[e,m(r,n)])):t}async function g(t){let{observe:n,done:e,onSeen:r,intervalSeconds:s,deadline:c,clock:a,signal:i}=t,o;for(;;){if(i?.aborted)return{state:"aborted",seen:o,reason:i.reason};if(o=await n(),r?.(o),e(o))return{state:"done",seen:o};let f=c-a.now();if(f<=0)return{state:"timed-out",seen:o};let b=typeof s=="number"?s:s(o);try{await a.sleep(Math.min(b*1e3,f),i)}catch(l){if(i?.aborted)return{state:"aborted",seen:o,reason:l};throw l}}}


/***/ }),

/***/ 7127:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ R)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3441);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
async function R({items:i,run:o,good:d,parallel:c=8}){let f=new Set(i.map(({id:e})=>e)),n=new Map,t=new Map,s;function p(e){return n.has(e.id)||t.has(e.id)?!1:e.needs.filter(r=>f.has(r)).every(r=>n.has(r))}async function l(e){try{let r=await o(e);n.set(e.id,{id:e.id,state:"ran",result:r}),d(r)||(s??=e.id)}catch(r){n.set(e.id,{id:e.id,state:"threw",error:(0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_1__.c)(r)}),s??=e.id}t.delete(e.id)}for(;;){for(let e of i){if(s!==void 0||t.size>=c)break;p(e)&&t.set(e.id,l(e))}if(t.size===0)break;await Promise.race(t.values())}return i.map(({id:e})=>n.get(e)??{id:e,state:"skipped",because:s??"it needs itself in a circle"})}


/***/ }),

/***/ 2240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ Jt)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2205);
/* harmony import */ var _chunk_RJ2NAYI4_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5710);
/* harmony import */ var _chunk_N4DOPHFG_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6957);
/* harmony import */ var _chunk_TDFM2MPN_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3059);
/* harmony import */ var _chunk_NC4KVM5D_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8679);
/* harmony import */ var _chunk_KRTGJYUK_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2272);
/* harmony import */ var _chunk_XPHK74GF_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3706);
/* harmony import */ var _chunk_IBOQ5C7R_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7127);
/* harmony import */ var _chunk_3QSN6LGJ_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(4851);
/* harmony import */ var _chunk_BAGVFAPZ_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(8094);
/* harmony import */ var _chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(2591);
/* harmony import */ var _chunk_2ITHYSFU_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(7789);
/* harmony import */ var _chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(2248);
/* harmony import */ var _chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(1384);
/* harmony import */ var _chunk_NR4XZQTB_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(1230);
/* harmony import */ var _chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(7758);
/* harmony import */ var _chunk_7QBRB3Z3_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(9201);
/* harmony import */ var _chunk_QJ34SKWL_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(7088);
/* harmony import */ var _chunk_CS3VKHKZ_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(5296);
/* harmony import */ var _chunk_RWZ3VKLS_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(2195);
/* harmony import */ var _chunk_PQFAUHCS_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(1412);
/* harmony import */ var _chunk_M4ANC6YR_js__WEBPACK_IMPORTED_MODULE_22__ = __webpack_require__(4065);
/* harmony import */ var _chunk_DVDIAKOU_js__WEBPACK_IMPORTED_MODULE_23__ = __webpack_require__(6584);
/* harmony import */ var _chunk_BUR4PKJG_js__WEBPACK_IMPORTED_MODULE_24__ = __webpack_require__(1012);
/* harmony import */ var _chunk_S2DIRDJH_js__WEBPACK_IMPORTED_MODULE_25__ = __webpack_require__(8963);
/* harmony import */ var _chunk_3ATGMO7O_js__WEBPACK_IMPORTED_MODULE_26__ = __webpack_require__(7674);
/* harmony import */ var _chunk_NZUWBMVD_js__WEBPACK_IMPORTED_MODULE_27__ = __webpack_require__(5238);
/* harmony import */ var _chunk_RREUC4HP_js__WEBPACK_IMPORTED_MODULE_28__ = __webpack_require__(5612);
/* harmony import */ var _chunk_5MA6GLZ4_js__WEBPACK_IMPORTED_MODULE_29__ = __webpack_require__(6993);
/* harmony import */ var _chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_30__ = __webpack_require__(6511);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_31__ = __webpack_require__(3441);
/* harmony import */ var _chunk_S3G3E7NQ_js__WEBPACK_IMPORTED_MODULE_32__ = __webpack_require__(1284);
/* harmony import */ var _chunk_6QYGK5NN_js__WEBPACK_IMPORTED_MODULE_33__ = __webpack_require__(5124);
/* harmony import */ var _chunk_IZ7XKXOH_js__WEBPACK_IMPORTED_MODULE_34__ = __webpack_require__(1065);
/* harmony import */ var _chunk_PWTH4TW3_js__WEBPACK_IMPORTED_MODULE_35__ = __webpack_require__(3318);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_36__ = __webpack_require__(6760);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var me={..._chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.i,phase:(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.d)(["expand","contract","all"]),directory:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.c,host:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.c,port:(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.f)({min:1,max:65535,integer:!0}),database:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.c,username:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.c,password:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.c,"secret-id":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.c,tls:(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.d)(["verify","require","disable"]),"ca-file":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.c,release:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.b,"lock-timeout-seconds":(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.f)({min:.1,max:3600}),"timeout-minutes":(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.f)({min:.1,max:360}),"history-table":(0,_chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_30__.j)().regex(/^[a-z_][a-z0-9_]{0,62}$/,"a table\u2019s name is 1 to 63 of a-z, 0-9 and _"),"allow-out-of-order":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.e,"dry-run":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.e};function y(e,t,n){let o=(0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_31__.c)(n),i=o instanceof _chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.a.DatabaseError?o:void 0,a=[["DETAIL",i?.detail],["HINT",i?.hint],["CONTEXT",i?.where]].flatMap(([r,c])=>c?[`${r}: ${c}`]:[]);return{path:e,line:t.line+Me(t.text,i?.position),statement:t.text,sqlState:i?.code,message:o.message||(0,_chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.c)(o)||o.name,notes:a,blockers:[]}}function Me(e,t){return t===void 0?0:[...e].slice(0,Number(t)-1).filter(n=>n===`
`).length}function h({sqlState:e}){return e==="55P03"||e==="40P01"}function k({sqlState:e}){return e===void 0||e.startsWith("08")||["57P01","57P02"].includes(e)}var ve={23502:"Rows are there that have no value in a column that is to become NOT NULL.",23503:"Rows are there that refer to rows which do not exist.",23505:"Rows are there with equal values where the file wants unique ones.",23514:"Rows are there that break the new check.",25001:"This command can\u2019t run in a transaction: start the file with `-- fairway: no-transaction`.","2D000":"A procedure or DO block ends the transaction itself: start the file with `-- fairway: no-transaction`.","40P01":"This file and another session each held a lock that the other wanted.",42501:"The database user of the migrations may not do this.",42701:"The column is there already: made by hand, or by another tool.",42710:"The object is there already: made by hand, or by another tool.","42P01":"The table is not there: the order of the files is wrong, or the search_path is another one.","42P07":"The table or index is there already: made by hand, or by another tool.",53100:"The disk of the database is full.","55P03":"Another session holds a lock on what the file changes.","55P04":"A new value of an enum can only be used after the file that adds it: use it in the next file.",57014:"The statement took longer than `timeoutMinutes` allows, or somebody cancelled it."};function ue({sqlState:e}){return e===void 0?void 0:ve[e]}function v({component:e},{problems:t,cure:n}){let[o]=t,i=t.map(({path:a,text:r})=>`${a} ${r}`).join(`
`);return{...R(e,"failed",o?`${o.path} ${o.text}`:i),dossier:{component:e,outcome:"failed",reason:i,nextStep:n,evidence:[]},...o&&{location:{file:o.path,line:1}}}}function L({component:e,timeoutMinutes:t},{state:n,holder:o},i=[]){let a=n==="aborted"?"stopped":"timed-out",r=a==="stopped"?"the job was cancelled":`it took longer than ${(0,_chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_13__.b)(t*60)}`,c=o?`, while it waited for another migration of this database: ${o}`:"",s=`${r}${c}; applied before that: ${i.join(", ")||"nothing"}`,d=o?"Wait until the other migration is through, or end its process, then run the job again.":"Run the job again: it goes on with the first file that is not applied.";return{...R(e,a,s),dossier:{component:e,outcome:a,reason:s,nextStep:d,evidence:[]}}}function pe({component:e},t,{applied:n,script:o,aborted:i}){let{path:a,line:r,sqlState:c,message:s}=t,d=Le(t,i),m=ue(t),l=c?`SQLSTATE ${c}: ${s}`:s,u={component:e,outcome:d,reason:`${a}:${r}: ${l} in ${(0,_chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.g)(t.statement)}`,...m&&!i&&{probableCause:m},nextStep:Re(t,o,i),evidence:[{title:"Statement",lines:_e(t.statement)},{title:"The server\u2019s notes",lines:t.notes.flatMap(g=>g.split(`
`))},{title:"Sessions in the way",lines:t.blockers},{title:"Applied before it in this run",lines:[...n]}]};return{...R(e,d,`${a}:${r}: ${l}`),dossier:u,location:{file:a,line:r}}}function Le({sqlState:e},t){return t?"stopped":e==="57014"?"timed-out":"failed"}function Re(e,{transaction:t},n){let{path:o}=e;if(!t)return`${o} runs without a transaction: what came before this statement has taken effect. Run the job again to see what to do with a file that is half applied.`;let i=`The schema is as it was before ${o}.`;return n||k(e)?`${i} Run the job again.`:h(e)?`${i} End what holds the lock or wait for it, or allow more time (lockTimeoutSeconds), then run the job again.`:`${i} Correct the file (it has not been recorded, so it may be edited) or the data, then run the job again.`}function _e(e){let t=e.split(`
`);return t.length<=20?t:[...t.slice(0,20),`\u2026 ${(0,_chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_13__.c)(t.length-20,"more line")}`]}function R(e,t,n){return{component:e,kind:"migration",outcome:t,detail:n.split(`
`)[0]??"",seconds:0}}async function fe(e,t,n){let o=!1,i=n().finally(()=>{o=!0}),a=qe(e,t,()=>o);try{return await i}finally{await a}}async function qe(e,t,n){let o=await e.another().catch(()=>{});if(o)try{for(;!n()&&t.length===0;){let i=await o.query(Ae,[e.pid]);t.push(...i.map(({text:a})=>a)),i.length===0&&!n()&&await o.query("select pg_sleep(0.1)")}}catch{}finally{await o.close()}}var Ae=`
  select format('process %s of %s%s, %s for %s s: %s', a.pid, coalesce(a.usename, '?'),
    case when a.application_name = '' then '' else format(' (%s)', a.application_name) end,
    coalesce(a.state, 'working'), extract(epoch from clock_timestamp() - coalesce(a.xact_start, a.backend_start))::int,
    left(regexp_replace(a.query, '\\s+', ' ', 'g'), 200)) as text
  from pg_stat_activity a where a.pid = any(pg_blocking_pids($1))`;async function he(e,t,n){let o,i=()=>{o=De(e)};t?.addEventListener("abort",i,{once:!0});try{return await n()}finally{t?.removeEventListener("abort",i),await o}}async function De(e){let t=await e.another().catch(()=>{});await t?.query("select pg_cancel_backend($1)",[e.pid]).catch(()=>{}),await t?.close()}async function we(e){let{database:t,table:n,file:o,script:i,release:a,clock:r}=e,c=r.now(),s={file:o,release:a,statements:0,seconds:0},d={text:`INSERT INTO ${n}`,line:1,words:[]},m=0;try{await (0,_chunk_RJ2NAYI4_js__WEBPACK_IMPORTED_MODULE_2__.e)(t,n,s);for(d of i.statements)await t.query(je(e,d)),await t.query(d.text),await (0,_chunk_RJ2NAYI4_js__WEBPACK_IMPORTED_MODULE_2__.f)(t,n,o.id,++m);let l=(r.now()-c)/1e3;return await (0,_chunk_RJ2NAYI4_js__WEBPACK_IMPORTED_MODULE_2__.g)(t,n,{...s,statements:m,seconds:l}),await ge(e),{kind:"applied",seconds:l}}catch(l){let u=y(o.path,d,l);return m===0&&Oe(u,d)&&await (0,_chunk_RJ2NAYI4_js__WEBPACK_IMPORTED_MODULE_2__.h)(t,n,o.id),await ge(e).catch(()=>{}),{kind:"failed",failure:u}}}function Oe({sqlState:e},{words:t}){return e?.startsWith("42")===!0&&t[0]!=="CALL"&&t[0]!=="DO"}function je({lockTimeoutSeconds:e,deadline:t,clock:n},o){return`set lock_timeout = ${(0,_chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.d)(o)?0:Math.round(e*1e3)}; set statement_timeout = ${Math.max(1,t-n.now())}`}async function ge({database:e}){await e.query("reset session authorization; reset role; reset all")}var ye=2;async function ke(e){return await he(e.database,e.signal,()=>e.script.transaction?Ee(e):we(e))}async function Ee(e){let{clock:t,signal:n,report:o,file:i,lockTimeoutSeconds:a}=e,r=0,c=await (0,_chunk_BAGVFAPZ_js__WEBPACK_IMPORTED_MODULE_10__.b)({observe:()=>Ie(e,++r>1),done:s=>s.kind!=="failed"||!h(s.failure),onSeen:s=>{if(s.kind!=="failed"||!h(s.failure))return;let{line:d,message:m,blockers:l}=s.failure;o.info(`${i.path}:${d}: ${m}${l.length>0?`; in the way: ${l.join("; ")}`:""}`)},intervalSeconds:()=>Math.min(2**(r-1),15),deadline:Math.min(t.now()+(a+ye)*1e3,e.deadline),clock:t,...n&&{signal:n}});if(c.seen===void 0)throw new Error("aborted before the first try");return c.seen}async function Ie(e,t){let{database:n,table:o,file:i,script:a,release:r,clock:c}=e,s=c.now(),d=[],m=_("BEGIN",1);try{await n.query("begin"),await n.query(Ce(e));for(m of a.statements){let{text:u}=m;await(t?fe(n,d,()=>n.query(u)):n.query(u))}m=_(`INSERT INTO ${o}`,be(a)),await n.query("reset session authorization; reset role");let l=(c.now()-s)/1e3;return await (0,_chunk_RJ2NAYI4_js__WEBPACK_IMPORTED_MODULE_2__.d)(n,o,{file:i,release:r,statements:a.statements.length,seconds:l}),m=_("COMMIT",be(a)),await n.query("commit"),await n.query("reset all"),{kind:"applied",seconds:l}}catch(l){let u={...y(i.path,m,l),blockers:d};return m.text==="COMMIT"&&k(u)?{kind:"unknown",failure:u}:(await n.query("rollback").catch(()=>{}),await n.query("reset all").catch(()=>{}),{kind:"failed",failure:u})}}function _(e,t){return{text:e,line:t,words:[]}}function Ce({lockTimeoutSeconds:e,deadline:t,clock:n}){let o=Math.round(Math.min(e,ye)*1e3),i=Math.max(1,t-n.now());return`set local lock_timeout = ${o}; set local statement_timeout = ${i}`}function be({statements:e}){let t=e.at(-1);return t?t.line+t.text.split(`
`).length-1:1}var q=[1717660018,2002876721];async function A(e,t){let{report:n,clock:o,signal:i,deadline:a}=t,r="",c=await (0,_chunk_BAGVFAPZ_js__WEBPACK_IMPORTED_MODULE_10__.b)({observe:()=>He(e),done:s=>s.held,onSeen:({holder:s})=>{!s||s===r||(r=s,n.info(`Waiting for another migration of this database: ${s}`))},intervalSeconds:2,deadline:a,clock:o,...i&&{signal:i}});return c.state==="done"?{state:"held"}:{state:c.state,holder:c.seen?.holder}}async function Te(e){await e.query("select pg_advisory_unlock($1, $2)",q).catch(()=>{})}async function He(e){let[t]=await e.query("select pg_try_advisory_lock($1, $2) as held",q);if(t?.held)return{held:!0};let[n]=await e.query(Ne,q);return n?{held:!1,holder:We(n)}:{held:!1}}var Ne=`
  select a.pid, coalesce(a.application_name, '') as application,
    to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC' as since,
    extract(epoch from clock_timestamp() - a.backend_start)::int as seconds
  from pg_locks l join pg_stat_activity a using (pid)
  where l.locktype = 'advisory' and l.granted and l.objsubid = 2
    and l.classid = $1::bigint::oid and l.objid = $2::bigint::oid
    and l.database = (select oid from pg_database where datname = current_database())`;function We({pid:e,application:t,since:n}){return`process ${e}${t?` (${t})`:""}, connected since ${n}`}async function $e(e,t){let n=e.clock.now(),o=n+t.timeoutMinutes*6e4,i={database:await (0,_chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.b)(t.connection,e),locked:!1};try{return{...t.dryRun?await ze(i.database,t):await Be(e,{...t,deadline:o},i),seconds:(e.clock.now()-n)/1e3}}finally{i.locked&&await Te(i.database),await i.database.close()}}async function ze(e,t){let{rows:n,table:o}=await (0,_chunk_RJ2NAYI4_js__WEBPACK_IMPORTED_MODULE_2__.b)(e,t.table),i=(0,_chunk_N4DOPHFG_js__WEBPACK_IMPORTED_MODULE_3__.a)({...t,history:n,table:o});if(i.kind==="refused")return v(t,i);for(let c of i.pending)(0,_chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.f)(c,e.version);let a=i.pending.map(({file:c})=>c).join(", "),r=i.pending.length===0?"nothing is pending":`would apply ${a}`;return{component:t.component,kind:"migration",outcome:"unchanged",detail:r,seconds:0}}async function Be(e,t,n){let{database:o}=n,i=await A(o,{...e,deadline:t.deadline});if(i.state!=="held")return L(t,i);n.locked=!0;let a=await (0,_chunk_RJ2NAYI4_js__WEBPACK_IMPORTED_MODULE_2__.b)(o,t.table),r=(0,_chunk_N4DOPHFG_js__WEBPACK_IMPORTED_MODULE_3__.a)({...t,history:a.rows,table:a.table});if(r.kind==="refused")return v(t,r);if(Ge(e,t,r),r.pending.length===0){let l=`${(0,_chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_13__.c)(a.rows.length,"migration")} there, none pending`;return{component:t.component,kind:"migration",outcome:"unchanged",detail:l,seconds:0}}let c=r.pending.map(l=>({file:l,script:(0,_chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.f)(l,o.version)}));a.exists||await (0,_chunk_RJ2NAYI4_js__WEBPACK_IMPORTED_MODULE_2__.c)(o,a.table);let s=[],d=Ue(t,r.pending);await e.journal.write(d);let m;for(let{file:l,script:u}of c){if(e.signal?.aborted||e.clock.now()>=t.deadline){m=L(t,{state:e.signal?.aborted?"aborted":"timed-out",holder:void 0},s);break}e.report.info(`Applying ${l.path} (${(0,_chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_13__.c)(u.statements.length,"statement")})`);let g=await Ye(e,t,n,{table:a.table,file:l,script:u});if(g.kind!=="applied"){m=pe(t,g.failure,{applied:s,script:u,aborted:e.signal?.aborted===!0});break}s.push(l.id),e.report.info(`Applied ${l.path}`)}return m??=Ke(t,s),await e.journal.write({...d,after:{...d.after,applied:s},outcome:m.outcome}),m}async function Ye(e,t,n,o){let{release:i,lockTimeoutSeconds:a,deadline:r}=t,c=e.clock.now(),s=await ke({...e,...o,database:n.database,release:i,lockTimeoutSeconds:a,deadline:r});if(s.kind!=="unknown")return s;e.report.info(`The connection broke while ${o.file.path} was being committed: asking the history table`),await n.database.close(),n.locked=!1,n.database=await (0,_chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.b)(t.connection,e);let d=await A(n.database,{...e,deadline:r});return n.locked=d.state==="held",!n.locked||!await (0,_chunk_RJ2NAYI4_js__WEBPACK_IMPORTED_MODULE_2__.i)(n.database,o.table,o.file.id)?{kind:"failed",failure:s.failure}:{kind:"applied",seconds:(e.clock.now()-c)/1e3}}function Ge({report:e},t,n){let{pending:o,later:i,unknown:a}=n;a.length>0&&e.info(`${t.component}: applied, but not in this release (of a newer one): ${a.join(", ")}`),i.length>0&&e.info(`${t.component}: for another phase: ${i.map(({file:r})=>r).join(", ")}`),o.length>0&&e.info(`${t.component}: pending: ${o.map(({file:r})=>r).join(", ")}`)}function Ue(e,t){return{id:`${e.component}#${e.phase}`,component:e.component,kind:"migration",environment:e.environment,before:{},after:{phase:e.phase,planned:t.map(({id:n})=>n),applied:[]}}}function Ke({component:e},t){return{component:e,kind:"migration",outcome:"succeeded",detail:`applied ${t.join(", ")}`,seconds:0}}async function Se(e,t){let n=await (0,_chunk_IBOQ5C7R_js__WEBPACK_IMPORTED_MODULE_8__.a)({items:t,run:async({value:o})=>await $e(e,await o()),good:({outcome:o})=>(0,_chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_11__.b)(o)});return (0,_chunk_KRTGJYUK_js__WEBPACK_IMPORTED_MODULE_6__.a)(n,"migration")}async function Fe(e,t){let{environment:n,manifest:o,session:i}=await (0,_chunk_XPHK74GF_js__WEBPACK_IMPORTED_MODULE_7__.a)(e,t,"deploy");return (0,_chunk_NZUWBMVD_js__WEBPACK_IMPORTED_MODULE_27__.f)(n,"migration").map(([a,r])=>({id:a,needs:r.needs,value:async()=>({component:a,environment:n.name,release:o.id,files:await (0,_chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.j)(e,o,a),connection:await (0,_chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.i)({host:e,session:i,environment:n},r,t["ca-file"]),lockTimeoutSeconds:r.lockTimeoutSeconds,timeoutMinutes:r.timeoutMinutes,...Pe(t)})}))}function xe(e,t){let n=T(t,"directory"),o=T(t,"host"),i=T(t,"database"),a=t["ca-file"];return{id:i,needs:[],value:async()=>({component:i,environment:"",release:t.release,files:await (0,_chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.e)(e.workspace,await (0,_chunk_TDFM2MPN_js__WEBPACK_IMPORTED_MODULE_4__.d)(e.workspace,n,{what:'the input "directory"'})),connection:{host:o,port:t.port,database:i,...await Je(e,t),tls:t.tls,applicationName:(0,_chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.l)(e),...a!==void 0&&{caFile:(0,node_path__WEBPACK_IMPORTED_MODULE_36__.isAbsolute)(a)?a:(0,node_path__WEBPACK_IMPORTED_MODULE_36__.join)(e.workspace,a)}},lockTimeoutSeconds:t["lock-timeout-seconds"],timeoutMinutes:t["timeout-minutes"],...Pe(t)})}}async function Je(e,t){let{username:n,password:o=""}=t,i=t["secret-id"];if(o!==""&&e.mask(o),i===void 0)return{username:n??T(t,"username"),password:o};let a=await (0,_chunk_3ZTR4XQ2_js__WEBPACK_IMPORTED_MODULE_1__.h)(await (0,_chunk_XPHK74GF_js__WEBPACK_IMPORTED_MODULE_7__.b)(e,t),i);return e.mask(a.password),a}function Pe(e){return{phase:e.phase,table:e["history-table"],allowOutOfOrder:e["allow-out-of-order"],dryRun:e["dry-run"]}}function T(e,t){let n=e[t];if(n!==void 0)return n;throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_31__.b)({code:"missing-input",message:`the input "${t}" is missing`,cure:"Give `environment` and `manifest`, or `directory`, `host`, `database` and who the database lets in."})}async function Jt(e){let t=(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_14__.a)(e,me),n=t.environment===void 0?[xe(e,t)]:await Fe(e,t),o=await Se(e,n);await (0,_chunk_KRTGJYUK_js__WEBPACK_IMPORTED_MODULE_6__.c)(e,`Database migrations (${t.phase})${t["dry-run"]?", dry run":""}`,o)}


/***/ }),

/***/ 2272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ L),
/* harmony export */   b: () => (/* binding */ d),
/* harmony export */   c: () => (/* binding */ g)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_3QSN6LGJ_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4851);
/* harmony import */ var _chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2591);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3441);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
function L(r,n){return r.map(t=>{if(t.state==="ran")return t.result;if(t.state==="threw")return d(t.id,n,t.error);let o=`not started, because ${t.because} did not end well`;return{component:t.id,kind:n,outcome:"stopped",detail:o,seconds:0}})}function d(r,n,t){let o=(0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_3__.c)(t);if(!(o instanceof _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_3__.a)||o.fault==="fairway")throw o;let e={component:r,outcome:"failed",reason:o.message,nextStep:o.cure??"Correct what the reason names, then run the job again.",evidence:[]},s=o.message.split(`
`)[0]??o.code;return{component:r,kind:n,outcome:"failed",detail:s,seconds:0,dossier:e,...o.location&&{location:o.location}}}async function g(r,n,t){let o=(0,_chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_2__.c)(t.map(e=>e.outcome));for(let e of t){if(r.report.info(`${e.component}: ${e.outcome} (${e.detail})`),e.dossier)for(let s of (0,_chunk_3QSN6LGJ_js__WEBPACK_IMPORTED_MODULE_1__.b)(e.dossier))r.report.info(s);(0,_chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_2__.b)(e.outcome)||m(r,e)}return t.length>0&&await r.summarize((0,_chunk_3QSN6LGJ_js__WEBPACK_IMPORTED_MODULE_1__.a)(n,t)),r.setOutput("outcome",o),r.setOutput("results",JSON.stringify(t)),(0,_chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_2__.b)(o)||r.fail(),o}function m(r,{component:n,outcome:t,detail:o,dossier:e,location:s}){let p=e?[e.reason,e.probableCause,e.nextStep].filter(Boolean).join(`
`):o;r.report.error(p,{title:`${n}: ${t}`,...s&&{location:s}})}


/***/ }),

/***/ 6957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ y)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_NC4KVM5D_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8679);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
function y(n){let{history:a,phase:i}=n,r=[...n.files].sort(_chunk_NC4KVM5D_js__WEBPACK_IMPORTED_MODULE_1__.c),d=x(n)??P(r,a)??M(r,a);if(d)return d;let e=new Map(a.map(t=>[t.id,t])),s=r.filter(({id:t})=>!e.has(t)),o=a.every(t=>t.release===n.release),l=s.filter(t=>b(t,s,i,o)),p=n.allowOutOfOrder?void 0:F(l,a);if(p)return p;if(i==="contract"){let t=s.filter(f=>f.phase==="expand");if(t.length>0)return{kind:"refused",code:"expand-pending",problems:t.map(({path:f})=>({path:f,text:"is of the expand phase and has not been applied yet"})),cure:"Run the expand phase first."}}let g=new Set(r.map(({id:t})=>t)),m=s.filter(t=>!l.includes(t));return{kind:"planned",pending:l,later:m,unknown:a.map(({id:t})=>t).filter(t=>!g.has(t))}}function b(n,a,i,r){if(i==="all"||n.phase===i)return!0;if(i==="contract"||!r)return!1;let d=a.findLast(e=>e.phase==="expand");return d!==void 0&&(0,_chunk_NC4KVM5D_js__WEBPACK_IMPORTED_MODULE_1__.c)(n,d)<0}function x({history:n,files:a,table:i}){let r=n.filter(({state:e})=>e==="started");if(r.length===0)return;let d=e=>a.find(({id:s})=>s===e.id)?.path??e.file;return{kind:"refused",code:"half-applied",problems:r.map(e=>({path:d(e),text:`was begun by release ${e.release} without a transaction and not finished; ${e.statements} of its statements are done`})),cure:r.map(({id:e})=>`Look at what is there (a failed CREATE INDEX CONCURRENTLY leaves an invalid index to drop). Then either finish the file by hand and run UPDATE ${i} SET state = 'applied' WHERE id = '${e}', or undo what it did and run DELETE FROM ${i} WHERE id = '${e}' to have it run again.`).join(`
`)}}function P(n,a){let i=n.flatMap(({id:d,path:e,sha256:s})=>{let o=a.find(l=>l.id===d);return!o||o.sha256===s?[]:[{path:e,text:`was applied by release ${o.release} with the SHA-256 ${o.sha256}, but is ${s} in this release`}]});return i.length===0?void 0:{kind:"refused",code:"edited-migration",problems:i,cure:"Bring the file back as it was, and put the change into a new migration."}}function M(n,a){let i=new Set(n.map(({id:e})=>e)),r=n.flatMap(({id:e,number:s,path:o})=>{let l=a.find(p=>p.id!==e&&!i.has(p.id)&&h(p)===s);return!l||a.some(p=>p.id===e)?[]:[{path:o,text:`has the number of ${l.file}, which release ${l.release} applied`}]});return r.length===0?void 0:{kind:"refused",code:"number-taken",problems:r,cure:"Give a renamed file its old name back; give a new one a new number."}}function F(n,a){let i=n.flatMap(d=>{let e=a.filter(o=>{let l=h(o);return!(d.phase==="contract"&&o.phase==="expand")&&l!==void 0&&l>d.number}),[s]=e;return s?[{path:d.path,text:`comes before ${s.file}, which has been applied already`}]:[]});return i.length===0?void 0:{kind:"refused",code:"out-of-order",problems:i,cure:"Give it a number after the applied ones, or set `allow-out-of-order` if the order does not matter."}}function h(n){return (0,_chunk_NC4KVM5D_js__WEBPACK_IMPORTED_MODULE_1__.b)(n.file.slice(n.file.lastIndexOf("/")+1))?.number}


/***/ }),

/***/ 8679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ u),
/* harmony export */   b: () => (/* binding */ c),
/* harmony export */   c: () => (/* binding */ m)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var s=/^(\d+)_[A-Za-z0-9][A-Za-z0-9_.-]*?(\.contract)?\.sql$/,a=new Set(["README.md"]);function u(n){let e=[],t=[];for(let r of[...n].sort()){if(a.has(r))continue;let i=c(r);i?e.push(i):t.push({file:r,text:"its name has to be NNNN_name.sql or NNNN_name.contract.sql"})}e.sort(m);for(let[r,i]of e.entries()){let o=e[r-1];o?.number===i.number&&t.push({file:i.file,text:`${o.file} has the same number`})}return t.length===0?{ok:!0,names:e}:{ok:!1,problems:t}}function c(n){let[,e,t]=s.exec(n)??[];if(e!==void 0)return{id:n.replace(/(\.contract)?\.sql$/,""),number:BigInt(e),file:n,phase:t?"contract":"expand"}}function m(n,e){return n.number!==e.number?n.number<e.number?-1:1:n.id<e.id?-1:n.id>e.id?1:0}


/***/ }),

/***/ 2591:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ c),
/* harmony export */   b: () => (/* binding */ r),
/* harmony export */   c: () => (/* binding */ s)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var c=["succeeded","unchanged","rolled-back","rollback-failed","stopped","superseded","timed-out","failed"];function r(e){return e==="succeeded"||e==="unchanged"}function s(e){let t=["unchanged","succeeded","superseded","stopped","rolled-back","timed-out","failed","rollback-failed"];return e.reduce((o,n)=>t.indexOf(n)>t.indexOf(o)?n:o,"unchanged")}


/***/ }),

/***/ 3059:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ v),
/* harmony export */   b: () => (/* binding */ C),
/* harmony export */   c: () => (/* binding */ P),
/* harmony export */   d: () => (/* binding */ T),
/* harmony export */   e: () => (/* binding */ l)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_NC4KVM5D_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8679);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3441);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6760);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
async function v(o,t,e){let n=await u(l(o,t,e),t,e);return{file:t,sha256:f(n),bytes:n.length}}async function C(o,t,e){return{file:t,sha256:f(await u(o,t,e))}}async function P(o,t,e){let n=l(o,t,e),s=await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.readdir)(n,{withFileTypes:!0,recursive:!0}).catch(r=>{throw m(t,e,r)}),i=[];for(let r of s){if(r.isDirectory())continue;let h=(0,node_path__WEBPACK_IMPORTED_MODULE_5__.relative)(n,(0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)(r.parentPath,r.name)).replaceAll("\\","/");if(!r.isFile())throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_2__.b)({code:"not-a-file",message:`${e.what}: ${t}/${h} is neither a file nor a folder`,cure:"Replace the link by the file that it points to."});i.push(`${h}\0${f(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)(n,h)))}`)}i.sort();let a=i.map(r=>r.split("\0").reverse().join("  ")).join(`
`);return{directory:t,sha256:f(a),files:i.length}}async function T(o,t,e){let n=l(o,t,e),s=await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.readdir)(n).catch(a=>{throw m(t,e,a)}),i=(0,_chunk_NC4KVM5D_js__WEBPACK_IMPORTED_MODULE_1__.a)(s);if(!i.ok){let[a]=i.problems;throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_2__.b)({code:"invalid-migration-name",message:i.problems.map(({file:r,text:h})=>`${t}/${r}: ${h}`).join(`
`),cure:"Rename or move these files; a folder of migrations holds nothing but them and README.md.",...a&&{location:{file:`${t}/${a.file}`}}})}return await Promise.all(i.names.map(async({id:a,file:r,phase:h})=>{let g=`${t.replace(/\/+$/,"")}/${r}`;return{id:a,file:g,sha256:f(await u((0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)(n,r),g,e)),phase:h}}))}function f(o){return (0,node_crypto__WEBPACK_IMPORTED_MODULE_3__.createHash)("sha256").update(o).digest("hex")}function l(o,t,{what:e,location:n}){let s=(0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)(o,t);if(!(0,node_path__WEBPACK_IMPORTED_MODULE_5__.relative)(o,s).startsWith(".."))return s;throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_2__.b)({code:"path-outside",message:`${e}: ${t} lies outside of the repository`,cure:"Name a path inside the repository, relative to its root.",...n&&{location:n}})}async function u(o,t,e){return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.readFile)(o).catch(n=>{throw m(t,e,n)})}function m(o,{what:t,location:e},n){let s=n.code,i={ENOENT:"does not exist",ENOTDIR:"is not a folder",EISDIR:"is a folder, not a file"}[s??""];return (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_2__.b)({code:"unreadable-content",message:`${t}: ${o} ${i??`can't be read (${s})`}`,cure:"Correct the path; it is relative to the root of the repository. Check out the repository before this step.",...e&&{location:e},cause:n})}


/***/ }),

/***/ 3706:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ l),
/* harmony export */   b: () => (/* binding */ w)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_2ITHYSFU_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7789);
/* harmony import */ var _chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1384);
/* harmony import */ var _chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7758);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3441);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
async function l(o,e,t){let n=await (0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_2__.j)(o,e);if(e.manifest===void 0)throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__.b)({code:"missing-manifest",message:'the input "manifest" is missing',cure:"Pass on the `manifest` output of create-release together with `environment`."});let m=(0,_chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_3__.d)(e.manifest,n.system),c=await (0,_chunk_2ITHYSFU_js__WEBPACK_IMPORTED_MODULE_1__.a)(o,{region:e.region??n.region,role:e.role??n.roles[t],account:n.account});return{environment:n,manifest:m,session:c}}async function w(o,e){let t=e.region??process.env.AWS_REGION??process.env.AWS_DEFAULT_REGION;if(!t)throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__.b)({code:"missing-region",message:"no AWS Region is known",cure:'Set the input "region", or AWS_REGION in the job\u2019s environment.'});return await (0,_chunk_2ITHYSFU_js__WEBPACK_IMPORTED_MODULE_1__.a)(o,{region:t,role:e.role})}


/***/ })

};
