(function(){
var b=document.getElementById("passkey");
if(!b||!window.PublicKeyCredential){return}
b.hidden=false;
function bytes(t){return Uint8Array.from(atob(t.replace(/-/g,"+").replace(/_/g,"/")),function(c){return c.charCodeAt(0)})}
function text(a){return btoa(String.fromCharCode.apply(null,new Uint8Array(a))).replace(/\+/g,"-").replace(/\//g,"_").replace(/=+$/,"")}
function post(path,body){return fetch(path,{method:"POST",credentials:"same-origin",headers:{"Content-Type":"application/json"},body:JSON.stringify(body)}).then(function(r){if(!r.ok){throw new Error(r.status)}return r.json()})}
b.addEventListener("click",function(){
var tenant=document.getElementById("tenant"),challenge;
if(!tenant.reportValidity()){return}
post("/v1/session/passkey-options",{tenant:tenant.value}).then(function(o){
var k=o.publicKey;challenge=k.challenge;k.challenge=bytes(challenge);
return navigator.credentials.get({publicKey:k})
}).then(function(c){
var r=c.response;
return post("/v1/session/passkey",{challenge:challenge,id:text(c.rawId),client_data:text(r.clientDataJSON),authenticator_data:text(r.authenticatorData),signature:text(r.signature)})
}).then(function(){location.assign("/account")}).catch(function(){document.getElementById("passkey-failed").hidden=false})
})})();
